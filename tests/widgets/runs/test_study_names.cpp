// SPDX-License-Identifier: GPL-3.0-or-later
// Studies of one name are told apart wherever they are shown together.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QAbstractItemModel>
#include <QSignalSpy>
#include <QTest>

#include "core/base/clock.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"
#include "widgets/runs/record_display.h"
#include "widgets/runs/review_model.h"
#include "widgets/runs/run_ids.h"
#include "widgets/runs/study_names.h"
#include "widgets/runs/trial_columns.h"
#include "widgets/runs/trial_properties.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

std::shared_ptr<store::StudyRecord> namedStudy(const std::string& folder, const std::string& name,
                                               std::optional<double> start = {}) {
    auto study = std::make_shared<store::StudyRecord>();
    study->folder = "/runs/" + folder;
    study->name = name;
    study->metric = "val_loss";
    if (start) study->start = from_unix_seconds(*start);
    for (int number = 0; number < 2; ++number) study->trials.push_back(store::fixtures::make_trial(number, {}));
    return study;
}

}  // namespace

class TestStudyNames : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aNameOfItsOwnStaysAsItIs() {
        const std::vector<StudyPtr> studies{namedStudy("a-1", "a", 1.7e9), namedStudy("b-1", "b", 1.7e9)};
        const StudyNames names(studies, StudyNames::Own::experiment);
        QCOMPARE(names.of(*studies[0]), QStringLiteral("a"));
        QCOMPARE(StudyNames(studies, StudyNames::Own::folder).of(*studies[1]), QStringLiteral("b-1"));
        // The same one twice is still one.
        QCOMPARE(StudyNames({studies[0], studies[0]}, StudyNames::Own::experiment).of(*studies[0]),
                 QStringLiteral("a"));
    }

    void theTimesTellTwoOfOneNameApart() {
        const std::vector<StudyPtr> studies{namedStudy("a-1", "a", 1.7e9), namedStudy("a-2", "a", 1.7e9 + 7200),
                                            namedStudy("b-1", "b", 1.7e9)};
        const StudyNames names(studies, StudyNames::Own::experiment);
        QCOMPARE(names.of(*studies[0]), QStringLiteral("a \u00b7 ") + timeText(studies[0]->start));
        QCOMPARE(names.of(*studies[1]), QStringLiteral("a \u00b7 ") + timeText(studies[1]->start));
        QCOMPARE(names.of(*studies[2]), QStringLiteral("b"));
    }

    void elseTheFoldersDo() {
        auto first = namedStudy("a-1", "a", 1.7e9), second = namedStudy("a-2", "a", 1.7e9 + 1);
        const StudyNames names({first, second}, StudyNames::Own::experiment);
        QCOMPARE(names.of(*first), QStringLiteral("a \u00b7 a-1"));  // within a minute
        QCOMPARE(names.of(*second), QStringLiteral("a \u00b7 a-2"));
        second->folder = "/elsewhere/a-1";
        QCOMPARE(StudyNames({first, second}, StudyNames::Own::folder).of(*second),
                 QStringLiteral("a-1 \u00b7 /elsewhere/a-1"));
    }

    void treeTableAndGroupsSayIt() {
        auto first = namedStudy("a-1", "x", 1.7e9), second = namedStudy("b-1", "y", 1.7e9 + 7200);
        ReviewModel tree;
        tree.setStudies({first});
        QCOMPARE(tree.index(0, 0).data().toString(), QStringLiteral("x"));
        first->marks.study.name = second->marks.study.name = "paper";
        QSignalSpy changed(&tree, &QAbstractItemModel::dataChanged);
        tree.setStudies({second, first});
        QVERIFY(changed.size() > 0);
        const QString a = QStringLiteral("paper \u00b7 ") + timeText(first->start);
        const QString b = QStringLiteral("paper \u00b7 ") + timeText(second->start);
        QCOMPARE(tree.index(1, 0).data().toString(), a);
        QCOMPARE(tree.index(0, 0).data().toString(), b);
        QCOMPARE(tree.index(0, 0).data(Qt::EditRole).toString(), QStringLiteral("paper"));
        QVERIFY(tree.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(b));
        const StudyPtr study = first;
        const TrialColumns columns({first, second});
        QCOMPARE(columns.text(0, {&study, &study->trials[1], false}), a + QStringLiteral(" \u00b7 1"));
        const StudyPtr other = second;
        std::vector<SelectedTrial> trials;
        for (const StudyPtr& of : {study, other})
            for (const auto& trial : of->trials) trials.push_back({{folderOf(of), trial.number}, of, &trial});
        RunIds ids;
        for (const CurveGrouping& grouping : groupingsOf(trials, ids)) {
            if (grouping.name != studyProperty()) continue;
            QCOMPARE(grouping.groupOf.at(ids.idOf(trials.front().key)), a);
            QCOMPARE(grouping.groupOf.at(ids.idOf(trials.back().key)), b);
            QVERIFY(grouping.styles.contains(a) && grouping.styles.contains(b));
            return;
        }
        QFAIL("the studies are no group");
    }
};

LATHE_WINDOW_TEST(TestStudyNames)
#include "test_study_names.moc"
