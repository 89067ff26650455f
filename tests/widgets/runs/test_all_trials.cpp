// SPDX-License-Identifier: GPL-3.0-or-later
// The flat table of trials: rows, columns, sorting, filtering and groups.
#include <algorithm>
#include <cmath>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QMenu>
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

    void namesStandInNaturalOrder() {
        AllTrialsModel model;
        model.setStudies({studyOf("layer10", 1, "v10"), studyOf("layer2", 12, "v9")});
        model.setSortKeys({{"trial", Qt::AscendingOrder}});
        QCOMPARE(column(model, "trial").mid(0, 3), QStringList({"layer2 · 0", "layer2 · 1", "layer2 · 2"}));
        QCOMPARE(column(model, "trial").mid(9),
                 QStringList({"layer2 · 9", "layer2 · 10", "layer2 · 11", "layer10 · 0"}));
        model.setSortKeys({{"version", Qt::AscendingOrder}, {"trial", Qt::DescendingOrder}});
        QCOMPARE(column(model, "trial").front(), QStringLiteral("layer2 · 11"));
        QCOMPARE(column(model, "trial").back(), QStringLiteral("layer10 · 0"));
    }

    void manyAreFoundAtOnce() {
        AllTrialsModel model;
        model.setStudies({studyOf("a", 5, "x"), studyOf("b", 5, "y"), studyOf("c", 5)});
        const QList<TrialKey> keys{{"/runs/b", 4}, {"/runs/a", 0}, {"/runs/none", 1}, {"/runs/b", 1}, {"/runs/b", 99}};
        for (const char* group : {"", "version", "opt.lr"}) {
            model.setGroupBy(QString::fromLatin1(group));
            const QModelIndexList found = model.indexesOf(keys);
            QCOMPARE(found.size(), 3);
            for (const TrialKey& key : keys)
                if (const QModelIndex one = model.indexOf(key); one.isValid()) QVERIFY(found.contains(one));
            for (const QModelIndex& one : found) QVERIFY(keys.contains(model.trialAt(one)->key));
        }
    }

    // Qt compares the ranges of a selection each with each: a hundred thousand trials must not be as many.
    void whatIsSelectedTogetherStaysTogether() {
        AllTrialsTable table;
        table.setStudies({studyOf("a", 300, "x"), studyOf("b", 300, "y")});
        table.selectAll();
        table.setStudies({studyOf("a", 300, "x"), studyOf("b", 301, "y")});
        QCOMPARE(table.selectedTrials().size(), 600u);
        QCOMPARE(table.selectionModel()->selection().size(), 1);
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

    // Where one column comes for another, it is not the one that was hidden or made wide.
    void whatIsSetOfAColumnBelongsToItsName() {
        AllTrialsTable table;
        const auto with = [](const char* parameter) {
            auto study = std::make_shared<store::StudyRecord>(*studyOf("a", 2));
            for (auto& trial : study->trials) trial.params.set(parameter, 1);
            return study;
        };
        table.setStudies({with("x")});
        const auto* model = static_cast<AllTrialsModel*>(table.model());
        const int columns = model->columnCount();
        table.setColumnWidth(model->columnOf("x"), 321);
        table.restoreView("{\"hidden\": [\"x\"], \"widths\": {\"x\": 321}}");
        QVERIFY(table.isColumnHidden(model->columnOf("x")));
        table.setStudies({with("y")});
        QCOMPARE(model->columnCount(), columns);
        QVERIFY(!table.isColumnHidden(model->columnOf("y")));
        QVERIFY(table.columnWidth(model->columnOf("y")) != 321);
        table.setStudies({with("x"), with("y")});
        QVERIFY(table.isColumnHidden(model->columnOf("x")));
        QVERIFY(!table.isColumnHidden(model->columnOf("y")));
    }

    // A view that says nothing of the order has the usual one, whatever a person has moved since.
    void aViewBringsItsOwnOrder() {
        AllTrialsTable table;
        table.setStudies({studyOf("a", 2, "x")});
        const QByteArray usual = table.saveView();
        const auto* model = static_cast<AllTrialsModel*>(table.model());
        const auto place = [&](const char* name) { return table.header()->visualIndex(model->columnOf(name)); };
        const int before = place("state");
        table.header()->moveSection(before, 1);
        QCOMPARE(place("state"), 1);
        const QByteArray moved = table.saveView();
        table.restoreView(usual);
        QCOMPARE(place("state"), before);
        table.restoreView(moved);
        QCOMPARE(place("state"), 1);
    }

    void anAmpersandIsPartOfAName() {
        AllTrialsTable table;
        auto study = std::make_shared<store::StudyRecord>(*studyOf("a", 1));
        study->trials[0].params.set("P&L", 1);
        table.setStudies({study});
        QMenu menu;
        table.fillColumnMenu(menu);
        for (const auto* each : {&menu, menu.findChild<QMenu*>()})
            QVERIFY(std::ranges::any_of(
                each->actions(), [](const QAction* action) { return action->text() == QStringLiteral("P&&L"); }));
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
