// SPDX-License-Identifier: GPL-3.0-or-later
// The flat table of trials: rows, columns, sorting, filtering and groups.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"
#include "widgets/runs/all_trials_model.h"
#include "widgets/runs/all_trials_table.h"

using namespace lathe;
using namespace lathe::gui;
using store::fixtures::make_trial;

namespace {

// opt.lr = 0.001 * (i + 1), objective (i - 1)^2 + 0.5
StudyPtr studyOf(const char* name, int trials, const char* version = nullptr) {
    auto study = std::make_shared<store::StudyRecord>();
    study->folder = std::filesystem::path("/runs") / name;
    study->name = name;
    study->metric = "val_loss";
    for (int i = 0; i < trials; ++i) {
        study->trials.push_back(make_trial(i, {}));
        if (version) study->trials.back().params.set("version", version);
    }
    return study;
}

QStringList column(const AllTrialsModel& model, const char* name, const QModelIndex& parent = {}) {
    const int at = model.columnOf(QString::fromLatin1(name));
    QStringList texts;
    for (int row = 0; row < model.rowCount(parent); ++row) texts << model.index(row, at, parent).data().toString();
    return texts;
}

}  // namespace

class TestAllTrials : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void holdsItsContract() {
        AllTrialsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setStudies({studyOf("a", 3, "1_0"), studyOf("b", 2)});
        QCOMPARE(model.rowCount(), 5);
        model.setGroupBy(QStringLiteral("version"));
        QCOMPARE(model.rowCount(), 2);
        model.setSortKeys({{QStringLiteral("objective"), Qt::DescendingOrder}});
        model.setFilter(*TrialFilter::parse("trial = 1"));
        QCOMPARE(model.trialCount(), 2);
        model.setGroupBy({});
        model.setStudies({});
        QCOMPARE(model.rowCount(), 0);
    }

    void parametersComeBeforeWhatEveryTrialHas() {
        AllTrialsModel model;
        model.setStudies({studyOf("a", 1, "1_0")});
        QVERIFY(model.columnOf("opt.lr") < model.columnOf("state"));
        QVERIFY(model.columnOf("version") < model.columnOf("started"));
        QCOMPARE(model.columnName(0), QStringLiteral("trial"));
        QCOMPARE(model.columnName(1), QStringLiteral("objective"));
    }

    void severalKeysSortOneAfterTheOther() {
        AllTrialsModel model;
        model.setStudies({studyOf("a", 4, "x"), studyOf("b", 4, "y"), studyOf("c", 1)});
        model.setSortKeys({{"version", Qt::DescendingOrder}, {"opt.lr", Qt::AscendingOrder}});
        QCOMPARE(column(model, "version"), QStringList({"y", "y", "y", "y", "x", "x", "x", "x", ""}));
        QCOMPARE(column(model, "trial").mid(0, 4), QStringList({"b · 0", "b · 1", "b · 2", "b · 3"}));
        QVERIFY(model.headerData(model.columnOf("opt.lr"), Qt::Horizontal).toString().endsWith(QStringLiteral("▲2")));
    }

    void whatIsMissingComesLastBothWays() {
        AllTrialsModel model;
        auto odd = std::make_shared<store::StudyRecord>(*studyOf("a", 3));
        odd->trials[0].objective.reset();
        odd->trials[1].objective = std::nan("");
        model.setStudies({odd});
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            model.setSortKeys({{"objective", order}});
            QCOMPARE(column(model, "trial"), QStringList({"a · 2", "a · 1", "a · 0"}));
        }
    }

    void groupsTellMeanDeviationAndCount() {
        AllTrialsModel model;
        model.setStudies({studyOf("a", 3, "x"), studyOf("b", 1, "y"), studyOf("c", 1)});
        model.setGroupBy("version");
        QCOMPARE(column(model, "trial"), QStringList({"version = x (3)", "version = y (1)", "version = none (1)"}));
        // objectives 1.5, 0.5, 1.5: mean 7/6, deviation sqrt(1/3)
        QCOMPARE(column(model, "objective"), QStringList({"1.16667 ± 0.58", "1.5", "1.5"}));
        QCOMPARE(column(model, "trial", model.index(0, 0)), QStringList({"a · 0", "a · 1", "a · 2"}));
        model.setSortKeys({{"objective", Qt::DescendingOrder}, {"study", Qt::DescendingOrder}});
        QCOMPARE(column(model, "trial").front(), QStringLiteral("version = none (1)"));
    }

    void archivedAndDeletedOnesAreLeftOut() {
        AllTrialsModel model;
        auto study = std::make_shared<store::StudyRecord>(*studyOf("a", 4));
        study->marks.trials[1].archived = true;
        study->marks.trials[2].deleted = true;
        model.setStudies({study});
        QCOMPARE(column(model, "trial"), QStringList({"a · 0", "a · 3"}));
        model.setShowArchived(true);
        QCOMPARE(column(model, "trial"), QStringList({"a · 0", "a · 1", "a · 3"}));
    }

    void theSelectionStaysWhileRecordsChange() {
        AllTrialsTable table;
        table.resize(800, 400);
        table.setStudies({studyOf("a", 3), studyOf("b", 3)});
        table.selectTrials({{QStringLiteral("/runs/b"), 1}});
        QSignalSpy changed(&table, &AllTrialsTable::selectedTrialsChanged);
        table.setStudies({studyOf("newer", 5, "x"), studyOf("a", 3), studyOf("b", 4)});
        QCOMPARE(table.selectedTrials().size(), 1u);
        QCOMPARE(table.selectedTrials().front().key.folder, QStringLiteral("/runs/b"));
        QCOMPARE(table.selectedTrials().front().key.number, 1);
        QCOMPARE(changed.size(), 0);
        table.setStudies({studyOf("a", 3)});
        QVERIFY(table.selectedTrials().empty());
        QCOMPARE(changed.size(), 1);
    }

    void aGroupStandsForItsTrials() {
        AllTrialsTable table;
        table.setStudies({studyOf("a", 3, "x"), studyOf("b", 2, "y")});
        table.setGroupBy("version");
        table.selectionModel()->select(table.model()->index(1, 0),
                                       QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QCOMPARE(table.selectedTrials().size(), 2u);
        QCOMPARE(table.selectedTrials().front().study->name, std::string("b"));
    }

    void aViewIsKept() {
        AllTrialsTable table;
        table.setStudies({studyOf("a", 3, "x")});
        table.setGroupBy("version");
        const auto* model = static_cast<AllTrialsModel*>(table.model());
        table.setColumnWidth(model->columnOf("opt.lr"), 321);
        AllTrialsTable other;
        other.restoreView(table.saveView());
        other.setStudies({studyOf("a", 3, "x")});
        const auto* restored = static_cast<AllTrialsModel*>(other.model());
        QCOMPARE(restored->groupBy(), QStringLiteral("version"));
        QCOMPARE(other.columnWidth(restored->columnOf("opt.lr")), 321);
        other.restoreView("no view");
        QCOMPARE(restored->groupBy(), QString());
    }
};

LATHE_WINDOW_TEST(TestAllTrials)
#include "test_all_trials.moc"
