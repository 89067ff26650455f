// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/test_program.h"
#include "widgets/runs/study_table.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

store::StudyRecord studyOfTwo() {
    store::StudyRecord study;
    study.folder = "/runs/two";
    study.metric = "val_loss";
    for (const int number : {0, 1}) {
        store::TrialRecord trial;
        trial.number = number;
        trial.params = config::Dict{{"opt.lr", 0.1 * (number + 1)}, {"opt.name", number == 0 ? "SGD" : "Adam"}};
        study.trials.push_back(trial);
    }
    study.trials[1].objective = 0.25;
    return study;
}

}  // namespace

class TestStudyTable : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void withoutASpaceTheParametersAreTheAxes() {
        RunIds ids;
        const auto table = tableOfStudy(studyOfTwo(), space::Space(), ids);
        QCOMPARE(table.axes.size(), 3u);
        QCOMPARE(table.axes[0].kind, ParallelAxis::numeric);
        QCOMPARE(table.axes[1].kind, ParallelAxis::categorical);
        QCOMPARE(table.axes[1].categories, QStringList({"SGD", "Adam"}));
        QVERIFY(table.axes[2].isMetric);
        QCOMPARE(table.rows.size(), 2u);
        QCOMPARE(table.rows[0].cells[2].kind, ParallelCell::missing);
        QCOMPARE(table.rows[1].cells[2].value, 0.25);
    }

    void theAxesAreThoseOfTheSpace() {
        RunIds ids;
        const config::Value written(
            config::Dict{{"opt.lr", config::Dict{{"_type", "uniform"}, {"_value", config::List{0.0, 1.0}}}}});
        const auto space = space::Space::parse(written);
        QVERIFY(space.has_value());
        const auto table = tableOfStudy(studyOfTwo(), *space, ids);
        QCOMPARE(table.axes.size(), 2u);
        QCOMPARE(table.axes[0].name, QStringLiteral("opt.lr"));
    }

    void eachFurtherObjectiveHasAnAxis() {
        RunIds ids;
        auto study = studyOfTwo();
        study.objectives = {{"val_loss", search::Mode::minimize}, {"val_acc", search::Mode::maximize}};
        study.trials[1].objectives = {0.25, 0.9};
        const auto table = tableOfStudy(study, space::Space(), ids);
        QCOMPARE(table.axes.back().name, QStringLiteral("val_acc"));
        QVERIFY(!table.axes.back().lessIsBetter);
        QCOMPARE(table.rows[1].cells.back().value, 0.9);
    }

    void rowsHaveTheNumbersOfTheirTrials() {
        RunIds ids;
        ids.idOf({QStringLiteral("/runs/other"), 7});
        const auto table = tableOfStudy(studyOfTwo(), space::Space(), ids);
        for (const ParallelRow& row : table.rows) QCOMPARE(ids.keyOf(row.run)->folder, QStringLiteral("/runs/two"));
    }
};

LATHE_TEST(TestStudyTable)
#include "test_study_table.moc"
