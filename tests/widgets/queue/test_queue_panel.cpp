// SPDX-License-Identifier: GPL-3.0-or-later
// The queue as the Train room shows it.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTest>
#include <QTreeView>

#include "tests/test_program.h"
#include "widgets/queue/queue_model.h"
#include "widgets/queue/queue_panel.h"

using namespace lathe;
using namespace lathe::gui;
using queue::ItemState;
using queue::Reason;

namespace {

queue::ItemStanding standing(int number, ItemState state, int place = 0, Reason reason = Reason::none) {
    queue::ItemStanding one;
    one.item.number = number;
    one.item.state = state;
    one.item.name = "exp" + std::to_string(number);
    one.item.workspace = "/runs";
    one.place = place;
    one.reason = reason;
    one.progress.trials = 20;
    return one;
}

// One runs, one failed, three are to run.
queue::Standing busyQueue() {
    queue::Standing all;
    auto running = standing(4, ItemState::running);
    running.item.is_locked = true;
    running.item.process = queue::ProcessIdentity{4711, 1, "boot"};
    running.item.study = "exp4-study";
    running.progress.finished = 5;
    running.progress.best = 0.25;
    running.progress.remaining = std::chrono::minutes(5);
    all.items.push_back(running);
    auto next = standing(1, ItemState::waiting, 1, Reason::behind);
    next.before = 1;
    all.items.push_back(next);
    all.items.push_back(standing(2, ItemState::held, 2, Reason::held));
    auto last = standing(3, ItemState::waiting, 3, Reason::behind);
    last.before = 2;
    all.items.push_back(last);
    auto failed = standing(5, ItemState::failed);
    failed.item.message = "2 of 20 trials failed";
    failed.item.study = "exp5-study";
    failed.progress.finished = 20;
    failed.progress.failed = 2;
    all.items.push_back(failed);
    all.runners.push_back({{42, 1, "boot"}, 2, false});
    return all;
}

QAction* action(const QueuePanel& panel, const char* name) {
    return panel.findChild<QAction*>(QLatin1String(name));
}

void choose(const QueuePanel& panel, int row) {
    auto* table = panel.findChild<QTreeView*>(QStringLiteral("queueTable"));
    table->setCurrentIndex(table->model()->index(row, 0));
}

}  // namespace

class TestQueuePanel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void rowsSayWhatIsKnown() {
        QueueModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setItems(busyQueue().items);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, QueueModel::State), QStringLiteral("Running"));
        QCOMPARE(text(0, QueueModel::Progress), QStringLiteral("5 of 20"));
        QCOMPARE(text(0, QueueModel::Best), QStringLiteral("0.25"));
        QCOMPARE(text(0, QueueModel::Note), QStringLiteral("process 4711"));
        QVERIFY(text(0, QueueModel::Remaining).startsWith(QStringLiteral("5 min")));
        QCOMPARE(model.index(0, QueueModel::Progress).data(QueueModel::ProgressRole).toDouble(), 0.25);
        QCOMPARE(text(1, QueueModel::Place), QStringLiteral("1"));
        QVERIFY(text(1, QueueModel::Note).startsWith(QStringLiteral("behind 1")));
        QCOMPARE(text(2, QueueModel::State), QStringLiteral("Held"));
        QCOMPARE(text(4, QueueModel::Note), QStringLiteral("2 of 20 trials failed"));
        QCOMPARE(text(4, QueueModel::Progress), QStringLiteral("20 of 20, 2 failed"));
        QVERIFY(!model.index(4, QueueModel::Progress).data(QueueModel::ProgressRole).isValid());
        // Who ran it is gone.
        auto items = busyQueue().items;
        items[0].item.is_locked = false;
        items[0].item.state = ItemState::interrupted;
        items[0].reason = Reason::interrupted;
        model.setItems(items);
        QCOMPARE(text(0, QueueModel::State), QStringLiteral("Interrupted"));
        QCOMPARE(text(0, QueueModel::Note), QStringLiteral("goes on when the queue is run"));
        model.setItems({});
        QCOMPARE(model.rowCount(), 0);
    }

    void rowsOfItemsThatAreStopping() {
        auto all = busyQueue();
        all.items[0].item.is_stopping = true;
        QueuePanel panel;
        const auto text = [&](int column) {
            return panel.findChild<QTreeView*>(QStringLiteral("queueTable"))
                ->model()
                ->index(0, column)
                .data()
                .toString();
        };
        panel.setStanding(all);
        QCOMPARE(text(QueueModel::State), QStringLiteral("Stopping"));
        QCOMPARE(text(QueueModel::Note), QStringLiteral("process 4711 takes its time to end; keeps its place"));
        choose(panel, 0);
        QVERIFY(action(panel, "queueHoldAction")->isEnabled());
        all.items[0].item.state = ItemState::removed;
        panel.setStanding(all);
        choose(panel, 0);
        QCOMPARE(text(QueueModel::State), QStringLiteral("Stopping"));
        QCOMPARE(text(QueueModel::Note), QStringLiteral("process 4711 takes its time to end; then removed"));
        QVERIFY(!action(panel, "queueRemoveAction")->isEnabled());
        QVERIFY(
            panel.findChild<QLabel*>(QStringLiteral("queueSummary"))->text().startsWith(QStringLiteral("1 running")));
        all.items[0].item.state = ItemState::held;
        panel.setStanding(all);
        QCOMPARE(text(QueueModel::Note), QStringLiteral("process 4711 takes its time to end; then held"));
    }

    void theSelectedOneShowsItsCharts() {
        QueuePanel panel;
        QSignalSpy selected(&panel, &QueuePanel::studySelected);
        panel.setStanding(busyQueue());
        choose(panel, 1);  // has none yet
        QCOMPARE(selected.count(), 0);
        choose(panel, 0);
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected[0][0].toString(), QStringLiteral("/runs/exp4-study"));
        // Rows that are renewed select nothing anew.
        auto fewer = busyQueue();
        fewer.items.pop_back();
        panel.setStanding(fewer);
        panel.setStanding(busyQueue());
        QCOMPARE(selected.count(), 1);
    }

    void twoOfOneNameAreToldApart() {
        auto first = standing(1, ItemState::waiting, 1), second = standing(2, ItemState::waiting, 2),
             third = standing(3, ItemState::waiting, 3);
        second.item.name = third.item.name = "again";
        QueueModel model;
        model.setItems({first, second, third});
        const auto name = [&](int row) { return model.index(row, QueueModel::Name).data().toString(); };
        QCOMPARE(name(0), QStringLiteral("exp1"));
        QCOMPARE(name(1), QStringLiteral("again \u00b7 item 2"));
        QCOMPARE(name(2), QStringLiteral("again \u00b7 item 3"));
    }

    void rowsOfDamagedItems() {
        auto damaged = standing(7, ItemState::damaged);
        damaged.item.name.clear();
        damaged.item.message = "items/0007/item.json: no good \"state\"";
        QueueModel model;
        model.setItems({damaged});
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(QueueModel::Name), QStringLiteral("Item 7"));
        QCOMPARE(text(QueueModel::State), QStringLiteral("Damaged"));
        QCOMPARE(text(QueueModel::Progress), QString());
        QVERIFY(text(QueueModel::Note).contains(QStringLiteral("no good")));
    }

    // Its process needs its folder: removing it would be refused.
    void aDamagedOneIsRemovedOnceItsProcessHasEnded() {
        QueuePanel panel;
        QSignalSpy removed(&panel, &QueuePanel::removeRequested);
        auto all = busyQueue();
        all.items.push_back(standing(7, ItemState::damaged));
        all.items.back().item.is_locked = true;
        const int row = static_cast<int>(all.items.size()) - 1;
        panel.setStanding(all);
        choose(panel, row);
        QVERIFY(!action(panel, "queueRemoveAction")->isEnabled());
        all.items.back().item.is_locked = false;
        panel.setStanding(all);
        choose(panel, row);
        QVERIFY(action(panel, "queueRemoveAction")->isEnabled());
        action(panel, "queueRemoveAction")->trigger();
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed[0][0].value<std::vector<int>>(), std::vector<int>{7});
    }

    void textsOfOthersStayInTheirRow() {
        auto one = standing(1, ItemState::failed);
        one.item.name = "a\x1b[2J\nb";
        one.item.message = "first\nsecond";
        one.item.source = "/home/c\td.yaml";
        QueueModel model;
        model.setItems({one});
        const auto data = [&](int column, int role) { return model.index(0, column).data(role).toString(); };
        QCOMPARE(data(QueueModel::Name, Qt::DisplayRole), QStringLiteral("a?[2J b"));
        QCOMPARE(data(QueueModel::Note, Qt::DisplayRole), QStringLiteral("first second"));
        QCOMPARE(data(QueueModel::Name, Qt::ToolTipRole), QStringLiteral("Item 1, from /home/c d.yaml"));
    }

    // What waits again has a message when something went wrong at its stop.
    void whatWaitsMayHaveAMessage() {
        auto one = standing(1, ItemState::waiting, 1, Reason::next);
        one.item.message = "--on-end: sh ended with exit code 3";
        QCOMPARE(queueNoteText(one), QStringLiteral("next; --on-end: sh ended with exit code 3"));
    }

    void aQueueThatCannotBeReadIsNotEmpty() {
        QueuePanel panel;
        panel.setStanding(busyQueue());
        panel.setProblem(QStringLiteral("/tmp/q: is a file"));
        auto* label = panel.findChild<QLabel*>(QStringLiteral("queueEmpty"));
        panel.show();
        QVERIFY(label->isVisible());
        QCOMPARE(label->text(), QStringLiteral("/tmp/q: is a file"));
        QVERIFY(panel.findChild<QLabel*>(QStringLiteral("queueSummary"))->text().isEmpty());
        panel.setStanding({});
        QVERIFY(label->text().startsWith(QStringLiteral("Nothing is queued")));
    }

    void dropsGiveAPlace() {
        QueueModel model;
        model.setItems(busyQueue().items);
        QSignalSpy moved(&model, &QueueModel::moveRequested);
        QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsDragEnabled));
        QVERIFY(model.flags(model.index(3, 0)) & Qt::ItemIsDragEnabled);
        QVERIFY(!(model.flags(model.index(4, 0)) & Qt::ItemIsDragEnabled));
        const std::unique_ptr<QMimeData> third(model.mimeData({model.index(3, 0)}));
        const auto drop = [&](int row) { return model.dropMimeData(third.get(), Qt::MoveAction, row, 0, {}); };
        QVERIFY(!drop(3));  // before itself
        QCOMPARE(moved.count(), 0);
        QVERIFY(drop(1));
        auto place = moved.back()[1].value<queue::Place>();
        QCOMPARE(moved.back()[0].toInt(), 3);
        QVERIFY(place.kind == queue::Place::Kind::before && place.value == 1);
        QVERIFY(!drop(4));  // behind itself
        const std::unique_ptr<QMimeData> first(model.mimeData({model.index(1, 0)}));
        QVERIFY(model.dropMimeData(first.get(), Qt::MoveAction, 4, 0, {}));  // behind the last that is to run
        place = moved.back()[1].value<queue::Place>();
        QVERIFY(place.kind == queue::Place::Kind::after && place.value == 3);
        QVERIFY(drop(-1));
        QVERIFY(moved.back()[1].value<queue::Place>().kind == queue::Place::Kind::last);
        QVERIFY(!drop(0));  // before one that runs
        QVERIFY(!drop(5));
        QMimeData other;
        other.setText(QStringLiteral("3"));
        QVERIFY(!model.dropMimeData(&other, Qt::MoveAction, 1, 0, {}));
        QCOMPARE(moved.size(), 3);
    }

    void anEmptyQueueSaysSo() {
        QueuePanel panel;
        panel.show();
        QVERIFY(panel.findChild<QLabel*>(QStringLiteral("queueEmpty"))->isVisible());
        for (QAction* one : panel.findChildren<QAction*>()) QVERIFY2(!one->isEnabled(), qPrintable(one->objectName()));
        panel.setStanding(busyQueue());
        QVERIFY(!panel.findChild<QLabel*>(QStringLiteral("queueEmpty"))->isVisible());
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("queueSummary"))->text(),
                 QStringLiteral("1 running, 2 waiting"));
        QCOMPARE(panel.findChild<QSpinBox*>(QStringLiteral("queueAtOnce"))->value(), 2);
    }

    void actionsAreThoseThatCanBeDone() {
        QueuePanel panel;
        panel.setStanding(busyQueue());
        const auto enabled = [&](int row) {
            choose(panel, row);
            QStringList names;
            for (QAction* one : panel.findChildren<QAction*>())
                if (one->isEnabled()) names << one->objectName().mid(5).chopped(6);
            names.sort();
            return names.join(QLatin1Char(' '));
        };
        QCOMPARE(enabled(0), QStringLiteral("Clear Open Remove Stop"));
        QCOMPARE(enabled(1), QStringLiteral("Clear Down Hold Remove Stop"));
        QCOMPARE(enabled(2), QStringLiteral("Clear Down Release Remove Stop Up"));
        QCOMPARE(enabled(3), QStringLiteral("Clear Hold Remove Stop Up"));
        QCOMPARE(enabled(4), QStringLiteral("Clear Open Release Remove Stop"));
    }

    void theKeyboardReorders() {
        QueuePanel panel;
        panel.setStanding(busyQueue());
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        auto* table = panel.findChild<QTreeView*>(QStringLiteral("queueTable"));
        table->setFocus();
        choose(panel, 2);
        QSignalSpy moved(&panel, &QueuePanel::moveRequested);
        QTest::keyClick(table, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved[0][0].toInt(), 2);
        QCOMPARE(moved[0][1].value<queue::Place>().value, 3);
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(moved[1][1].value<queue::Place>().value, 1);
        QSignalSpy removed(&panel, &QueuePanel::removeRequested);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed[0][0].value<std::vector<int>>(), std::vector<int>{2});
        // A row that comes elsewhere stays selected.
        auto all = busyQueue();
        std::swap(all.items[1], all.items[2]);
        panel.setStanding(all);
        action(panel, "queueReleaseAction")->trigger();
        QCOMPARE(table->selectionModel()->selectedRows().front().row(), 1);
        // Keys go on from what came in the place of one that is gone, which is not chosen by that.
        all.items.erase(all.items.begin() + 1);
        panel.setStanding(all);
        QCOMPARE(table->currentIndex().row(), 1);
        QVERIFY(table->selectionModel()->selectedRows().isEmpty());
    }

    void runAndShow() {
        QueuePanel panel;
        auto all = busyQueue();
        all.runners.clear();
        panel.setStanding(all);
        panel.findChild<QSpinBox*>(QStringLiteral("queueAtOnce"))->setValue(3);
        QSignalSpy run(&panel, &QueuePanel::runRequested);
        QSignalSpy study(&panel, &QueuePanel::studyRequested);
        QVERIFY(!action(panel, "queueStopAction")->isEnabled());
        action(panel, "queueRunAction")->trigger();
        QCOMPARE(run[0][0].toInt(), 3);
        choose(panel, 0);
        Q_EMIT panel.findChild<QTreeView*>(QStringLiteral("queueTable"))->activated({});
        QCOMPARE(study.size(), 1);
        QCOMPARE(study[0][0].toString(), QStringLiteral("/runs"));
        QCOMPARE(study[0][1].toString(), QStringLiteral("/runs/exp4-study"));
        choose(panel, 1);  // not begun
        Q_EMIT panel.findChild<QTreeView*>(QStringLiteral("queueTable"))->activated({});
        QCOMPARE(study.size(), 1);
    }
};

LATHE_WINDOW_TEST(TestQueuePanel)
#include "test_queue_panel.moc"
