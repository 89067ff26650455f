// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "core/base/json.h"
#include "tests/test_program.h"
#include "widgets/queue/trial_order.h"
#include "widgets/queue/trial_table_model.h"
#include "widgets/queue/trial_text.h"

using namespace lathe;
using namespace lathe::gui;
using search::TrialState;
using std::chrono::milliseconds;

namespace {

run::TrialStatus trial(int number, TrialState state) {
    run::TrialStatus one;
    one.number = number;
    one.state = state;
    one.params = config::Dict{{"opt.lr", 0.001}, {"train.batch_size", 64}};
    return one;
}

run::SessionStatus statusOf(std::vector<run::TrialStatus> trials) {
    run::SessionStatus status;
    status.trials = std::move(trials);
    status.metric = "val_loss";
    return status;
}

QString cell(const TrialTableModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

}  // namespace

class TestTrialTableModel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Whichever the direction, what a trial has not got comes last.
    void whatIsMissingComesLast() {
        TrialTableModel model;
        TrialOrder order;
        order.setSourceModel(&model);
        auto status = statusOf({trial(0, TrialState::waiting), trial(1, TrialState::succeeded),
                                trial(2, TrialState::failed), trial(3, TrialState::succeeded)});
        status.trials[1].objective = 0.5;
        status.trials[2].objective = std::numeric_limits<double>::quiet_NaN();
        status.trials[3].objective = 0.25;
        status.trials[0].device = "cuda:10";
        status.trials[1].device = "cuda:2";
        model.update(status);
        const auto numbers = [&](int column, Qt::SortOrder direction) {
            order.sort(column, direction);
            QList<int> all;
            for (int row = 0; row < order.rowCount(); ++row)
                all << order.index(row, 0).data(TrialTableModel::RunRole).toInt();
            return all;
        };
        QCOMPARE(numbers(TrialTableModel::Objective, Qt::AscendingOrder), (QList<int>{3, 1, 2, 0}));
        QCOMPARE(numbers(TrialTableModel::Objective, Qt::DescendingOrder), (QList<int>{1, 3, 2, 0}));
        QCOMPARE(numbers(TrialTableModel::Device, Qt::AscendingOrder), (QList<int>{1, 0, 2, 3}));
        QCOMPARE(numbers(TrialTableModel::Device, Qt::DescendingOrder), (QList<int>{0, 1, 2, 3}));
    }

    void severalObjectivesHaveColumnsAndAFront() {
        TrialTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto status = statusOf({trial(0, TrialState::succeeded), trial(1, TrialState::running)});
        status.objectives = {{"val_loss"}, {"val_acc", search::Mode::maximize}};
        status.trials[0].objective = 0.5;
        status.trials[0].objectives = {0.5, 0.75};
        status.best_trial = 1;
        status.pareto_front = {0};
        model.update(status);
        const int second = TrialTableModel::firstFurther;
        QCOMPARE(model.columnCount(), second + 3);
        QCOMPARE(model.headerData(second, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("val_acc"));
        QCOMPARE(model.headerData(second + 1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("opt.lr"));
        QCOMPARE(cell(model, 0, second), QStringLiteral("0.75"));
        QCOMPARE(model.index(0, second).data(TrialTableModel::SortRole).toDouble(), 0.75);
        QVERIFY(cell(model, 1, second).isEmpty());
        QVERIFY(model.index(0, 0).data(Qt::DecorationRole).isValid());  // the star: on the front
        QVERIFY(!model.index(1, 0).data(Qt::DecorationRole).isValid());
    }

    void growsWithTheSearch() {
        TrialTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.update(statusOf({}));
        QCOMPARE(model.rowCount(), 0);
        model.update(statusOf({trial(0, TrialState::running)}));
        model.update(statusOf({trial(0, TrialState::succeeded), trial(1, TrialState::waiting)}));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), TrialTableModel::firstFurther + 2);
        QCOMPARE(model.headerData(TrialTableModel::firstFurther, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("opt.lr"));
        QCOMPARE(model.headerData(TrialTableModel::Objective, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("val_loss"));
        QCOMPARE(reset.size(), 0);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    // Children of a nested choice come and go: a parameter may first appear in a later trial.
    void newParameterAddsAColumn() {
        TrialTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.update(statusOf({trial(0, TrialState::running)}));
        auto other = trial(1, TrialState::running);
        other.params = config::Dict{{"opt.momentum", 0.9}};
        model.update(statusOf({trial(0, TrialState::running), other}));
        QCOMPARE(model.columnCount(), TrialTableModel::firstFurther + 3);
        QCOMPARE(cell(model, 1, TrialTableModel::firstFurther), QString());
        QCOMPARE(cell(model, 1, TrialTableModel::firstFurther + 2), QStringLiteral("0.9"));
    }

    void onlyWhatDiffersIsSignalled() {
        TrialTableModel model;
        auto running = trial(1, TrialState::running);
        running.total_steps = 100;
        model.update(statusOf({trial(0, TrialState::succeeded), running}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.update(statusOf({trial(0, TrialState::succeeded), running}));
        QCOMPARE(changed.size(), 0);
        running.step = 50;
        model.update(statusOf({trial(0, TrialState::succeeded), running}));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        QCOMPARE(model.index(1, TrialTableModel::Progress).data(TrialTableModel::ProgressRole).toDouble(), 0.5);
        QVERIFY(!model.index(0, TrialTableModel::Progress).data(TrialTableModel::ProgressRole).isValid());
    }

    void saysWhatEachTrialDoes() {
        TrialTableModel model;
        auto waiting = trial(0, TrialState::waiting);
        waiting.waiting_for = "cuda:1 is busy";
        auto running = trial(1, TrialState::running);
        running.step = 15;
        running.total_steps = 30;
        running.epoch = 1;
        running.total_epochs = 3;
        running.remaining = milliseconds(61'000);
        auto failed = trial(2, TrialState::failed);
        failed.error = "the loss is NaN at step 12";
        failed.elapsed = milliseconds(2'500);
        auto done = trial(3, TrialState::succeeded);
        done.step = 30;
        done.objective = 0.25;
        model.update(statusOf({waiting, running, failed, done}));
        QCOMPARE(cell(model, 0, TrialTableModel::Progress), QStringLiteral("cuda:1 is busy"));
        QCOMPARE(cell(model, 1, TrialTableModel::Progress), QStringLiteral("50%, epoch 2/3"));
        QCOMPARE(cell(model, 1, TrialTableModel::Time), QStringLiteral("1 min 1 s left"));
        QCOMPARE(cell(model, 2, TrialTableModel::Progress), QStringLiteral("the loss is NaN at step 12"));
        QCOMPARE(cell(model, 2, TrialTableModel::Time), QStringLiteral("2 s"));
        QCOMPARE(cell(model, 3, TrialTableModel::Objective), QStringLiteral("0.25"));
    }

    void bestIsStarred() {
        TrialTableModel model;
        auto status = statusOf({trial(0, TrialState::succeeded), trial(1, TrialState::succeeded)});
        status.best_trial = 0;
        model.update(status);
        const auto starred = [&](int row) {
            return !model.index(row, TrialTableModel::Number).data(Qt::DecorationRole).isNull();
        };
        QVERIFY(starred(0) && !starred(1));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        status.best_trial = 1;
        model.update(status);
        QVERIFY(!starred(0) && starred(1));
        QCOMPARE(changed.size(), 2);
    }

    void extremeNumbersAreWorded() {
        QCOMPARE(metricText(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("NaN"));
        QCOMPARE(metricText(-std::numeric_limits<double>::infinity()), QStringLiteral("-inf"));
        QCOMPARE(metricText(1e-4), QStringLiteral("0.0001"));
        QCOMPARE(durationText(milliseconds(-5)), QStringLiteral("0 s"));
        QCOMPARE(durationText(std::chrono::hours(2) + std::chrono::minutes(5)), QStringLiteral("2 h 05 min"));
        auto odd = trial(0, TrialState::running);
        odd.step = 40;
        odd.total_steps = 30;
        QCOMPARE(progressOf(odd), std::optional<double>(1.0));
        odd.total_steps = 0;
        QCOMPARE(progressOf(odd), std::nullopt);
    }

    void copiesAsJson() {
        auto failed = trial(2, TrialState::failed);
        failed.error = "no \"disk\"";
        auto done = trial(3, TrialState::succeeded);
        done.objective = std::numeric_limits<double>::infinity();
        const auto json = parse_json(trialsAsJson({&failed, &done}).toStdString());
        QVERIFY(json.has_value());
        QCOMPARE(json->size(), std::size_t(2));
        QCOMPARE((*json)[0]["state"].get<std::string>(), std::string("FAILED"));
        QVERIFY((*json)[0]["objective"].is_null());
        QCOMPARE((*json)[0]["params"]["train.batch_size"].get<int>(), 64);
        QCOMPARE((*json)[1]["objective"].get<std::string>(), std::string("Infinity"));
        QCOMPARE(trialsAsJson({}), QStringLiteral("[]"));
    }
};

LATHE_WINDOW_TEST(TestTrialTableModel)
#include "test_trial_table_model.moc"
