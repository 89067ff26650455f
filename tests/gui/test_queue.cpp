// SPDX-License-Identifier: GPL-3.0-or-later
// The queue in the window, and what other processes do to it.
#include <QAbstractItemModel>
#include <QLabel>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>

#include "app/gui/desktop_notifier.h"
#include "app/gui/queue_controller.h"
#include "app/gui/session_controller.h"
#include "app/gui/settings.h"
#include "tests/test_program.h"
#include "widgets/charts/curves_view.h"
#include "widgets/common/banner.h"
#include "widgets/common/elide.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/queue_model.h"
#include "widgets/queue/train_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

queue::Queue queueOf(const WindowFixture& lathe) {
    return queue::Queue((lathe.folder() + QStringLiteral("/queue")).toStdString());
}

// The text of each row: "name state", in order, without what tells two of one name apart.
QStringList queueRows(const WindowFixture& lathe) {
    const auto* model = lathe.find<QTreeView>("queueTable")->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row)
        texts << model->index(row, QueueModel::Name).data().toString().section(QStringLiteral(" \u00b7 "), 0, 0) +
                     QLatin1Char(' ') + model->index(row, QueueModel::State).data().toString();
    return texts;
}

void chooseItem(const WindowFixture& lathe, int row) {
    auto* table = lathe.find<QTreeView>("queueTable");
    table->setCurrentIndex(table->model()->index(row, 0));
}

// Adds what is open under this name.
void enqueueAs(WindowFixture& lathe, const QString& name) {
    const auto before = queueRows(lathe).size();
    lathe.window().openFile(lathe.writeExperiment(3, name + QStringLiteral(".yaml")));
    lathe.action("enqueueAction")->trigger();
    QTRY_COMPARE(queueRows(lathe).size(), before + 1);
    lathe.window().showRoom(MainWindow::Train);
}

// Taken away again at the end of the test, however it ends.
[[nodiscard]] auto withVariable(const char* name, const QByteArray& value) {
    qputenv(name, value);
    return qScopeGuard([name] { qunsetenv(name); });
}

QString folderOf(const run::SessionStatus& status) {
    return QString::fromStdString(status.folder.string());
}

// Starts what is open, and stops it in its first trial; gives its folder.
QString stoppedStudy(WindowFixture& lathe) {
    lathe.engine.hold = true;
    const int before = lathe.engine.started;
    // A study that has stopped is let go of a moment later.
    if (!QTest::qWaitFor([&] { return lathe.action("startSearchAction")->isEnabled(); }, 60'000))
        qFatal("no study can be started");
    lathe.action("startSearchAction")->trigger();
    if (!QTest::qWaitFor([&] { return lathe.engine.started.load() > before; }, 60'000)) qFatal("nothing has started");
    lathe.window().controller()->stop();
    if (!QTest::qWaitFor([&] { return lathe.state() == run::SessionState::stopped; }, 60'000))
        qFatal("it did not stop");
    return folderOf(lathe.window().controller()->session()->status());
}

}  // namespace

class TestQueue : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatIsOpenIsAddedAsItIs() {
        WindowFixture lathe;
        lathe.window().showRoom(MainWindow::Train);
        QVERIFY(lathe.find<QLabel>("queueEmpty")->isVisible());
        QVERIFY(!lathe.action("enqueueAction")->isEnabled());
        lathe.window().openFile(lathe.writeExperiment(3));
        QVERIFY(lathe.action("enqueueAction")->isEnabled());
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("48")));
        lathe.action("enqueueAction")->trigger();
        QTRY_COMPARE(queueRows(lathe), QStringList{QStringLiteral("tiny Waiting")});
        QTRY_VERIFY(lathe.find<Banner>("windowBanner")->text().contains(QStringLiteral("tiny")));
        const auto item = queueOf(lathe).find(1).value();
        QCOMPARE(QString::fromStdString(item.workspace.string()), lathe.workspace());
        QCOMPARE(item.purpose, search::Purpose::search);
        QCOMPARE(item.trials, 3);
        QFile frozen(QString::fromStdString((item.folder / "experiment.yaml").string()));
        QVERIFY(frozen.open(QIODevice::ReadOnly));
        const QByteArray text = frozen.readAll();
        QVERIFY2(text.contains("batch_size: 48"), text);
        QVERIFY(text.contains("purpose: search"));
        // Nothing runs in this window, and so another study may.
        QVERIFY(lathe.action("startSearchAction")->isEnabled());
    }

    void whatIsWrongIsNotAdded() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(3));
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("-4")));
        lathe.action("enqueueAction")->trigger();
        QTRY_VERIFY(lathe.find<Banner>("windowBanner")->isVisible());
        QVERIFY(queueOf(lathe).list()->empty());
    }

    void reorderHoldAndRemoveWithUndo() {
        WindowFixture lathe;
        for (const char* name : {"a", "b"}) enqueueAs(lathe, QLatin1String(name));
        QCOMPARE(queueOf(lathe).list()->front().number, 1);
        chooseItem(lathe, 1);
        lathe.action("queueUpAction")->trigger();
        const auto first = [&] {
            const auto* model = lathe.find<QTreeView>("queueTable")->model();
            return model->index(0, QueueModel::Name).data(Qt::ToolTipRole).toString();
        };
        QTRY_VERIFY(first().startsWith(QStringLiteral("Item 2,")));
        QCOMPARE(queueOf(lathe).list()->front().number, 2);
        chooseItem(lathe, 0);
        lathe.action("queueHoldAction")->trigger();
        QTRY_COMPARE(queueRows(lathe).at(0), QStringLiteral("tiny Held"));
        QTRY_VERIFY(lathe.action("queueReleaseAction")->isEnabled());
        lathe.action("queueReleaseAction")->trigger();
        QTRY_COMPARE(queueRows(lathe).at(0), QStringLiteral("tiny Waiting"));
        lathe.action("queueRemoveAction")->trigger();
        QTRY_COMPARE(queueRows(lathe).size(), 1);
        QTRY_VERIFY(lathe.action("queueUndoAction")->isEnabled());
        lathe.action("queueUndoAction")->trigger();
        QTRY_COMPARE(queueRows(lathe).size(), 2);
        QCOMPARE(queueOf(lathe).list()->front().number, 2);
    }

    void anotherProcessIsFollowed() {
        WindowFixture lathe;
        enqueueAs(lathe, QStringLiteral("a"));
        auto other = queueOf(lathe);
        QVERIFY(other.hold({1}).has_value());
        QTRY_COMPARE(queueRows(lathe), QStringList{QStringLiteral("tiny Held")});
        QVERIFY(other.release({1}).has_value());
        QTRY_COMPARE(queueRows(lathe), QStringList{QStringLiteral("tiny Waiting")});
        {
            const auto next = other.take(1);
            QVERIFY(next && next->taken);
            QTRY_COMPARE(queueRows(lathe), QStringList{QStringLiteral("tiny Running")});
            QVERIFY(other.end(1, {queue::ItemState::failed, 1, "the loss became NaN"}).has_value());
        }
        QTRY_COMPARE(queueRows(lathe), QStringList{QStringLiteral("tiny Failed")});
        lathe.action("queueClearAction")->trigger();
        QTRY_VERIFY(queueRows(lathe).isEmpty());
    }

    void anEndIsToldWhileThePersonLooksElsewhere() {
        WindowFixture lathe;
        auto* notifier = lathe.window().findChild<DesktopNotifier*>();
        QSignalSpy notified(notifier, &DesktopNotifier::notified);
        QWidget elsewhere;
        elsewhere.show();
        elsewhere.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&elsewhere));
        QVERIFY(!lathe.window().isActiveWindow());
        auto other = queueOf(lathe);
        const auto run = [&](const char* why) {
            enqueueAs(lathe, QStringLiteral("a"));
            const auto next = other.take(1);
            QVERIFY(next && next->taken);
            const int number = next->taken->item.number;
            QTRY_VERIFY(queueRows(lathe).contains(QStringLiteral("tiny Running")));
            const auto state = *why ? queue::ItemState::failed : queue::ItemState::done;
            QVERIFY(other.end(number, {state, 1, why}).has_value());
            QTRY_VERIFY(!queueRows(lathe).contains(QStringLiteral("tiny Running")));
        };
        run("the key abc123 was refused");
        QCOMPARE(notified.size(), 1);
        QCOMPARE(notified[0][0].toString(), QStringLiteral("tiny has failed"));
        run("");
        QCOMPARE(notified[1][0].toString(), QStringLiteral("tiny is done"));
        lathe.action("notifyAction")->setChecked(false);
        run("");
        QCOMPARE(notified.size(), 2);
        QVERIFY(!DesktopNotifier::isWanted());
        lathe.action("notifyAction")->setChecked(true);
        elsewhere.hide();
        lathe.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&lathe.window()));
        run("");
        QCOMPARE(notified.size(), 2);
    }

    void anEndAfterAnInterruptionIsTold() {
        WindowFixture lathe;
        QSignalSpy ended(lathe.window().findChild<QueueController*>(), &QueueController::ended);
        enqueueAs(lathe, QStringLiteral("a"));
        auto other = queueOf(lathe);
        {
            const auto next = other.take(1);
            QVERIFY(next && next->taken);
            QTRY_COMPARE(queueRows(lathe), QStringList{QStringLiteral("tiny Running")});
        }
        // Who ran it is gone; then it is found that its study had come to its end.
        QTRY_COMPARE_WITH_TIMEOUT(queueRows(lathe), QStringList{QStringLiteral("tiny Interrupted")}, 30'000);
        QCOMPARE(ended.size(), 0);
        QVERIFY(other.end(1, {queue::ItemState::done, 0, {}}).has_value());
        QTRY_COMPARE(queueRows(lathe), QStringList{QStringLiteral("tiny Done")});
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].toString(), QStringLiteral("tiny"));
        QCOMPARE(ended[0][1].toBool(), true);
    }

    void whatIsShownIsResumed() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(3));
        auto* train = lathe.window().trainPage();
        auto* resume = lathe.action("resumeAction");
        const QString first = stoppedStudy(lathe);
        const QString second = stoppedStudy(lathe);
        QVERIFY(first != second);
        QTRY_VERIFY(resume->isEnabled());
        train->showStudy(first);
        QVERIFY(!resume->isEnabled());  // it is not known yet
        QTRY_VERIFY(resume->isEnabled());
        QCOMPARE(folderOf(train->status()), first);
        resume->trigger();
        QTRY_COMPARE(folderOf(lathe.window().controller()->session()->status()), first);
        lathe.engine.hold = false;
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
        // The window's own study is not what is shown now.
        train->showStudy(second);
        QTRY_VERIFY(resume->isEnabled());
        resume->trigger();
        QTRY_COMPARE(folderOf(lathe.window().controller()->session()->status()), second);
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
        train->showStudy(first);
        QTRY_COMPARE(train->status().state, run::SessionState::finished);
        QVERIFY(!resume->isEnabled());
    }

    void aStudyThatCannotBeReadIsSaidUntilItCan() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(3));
        const QString study = stoppedStudy(lathe);
        lathe.window().trainPage()->setSession(nullptr);
        lathe.window().showRoom(MainWindow::Train);
        lathe.window().trainPage()->showStudy(study);
        const auto* problem = lathe.find<ElideLabel>("studyProblem");
        QTRY_COMPARE(lathe.window().trainPage()->status().trials.size(), std::size_t(1));
        QVERIFY(!problem->isVisible());
        QVERIFY(QFile::rename(study, study + QStringLiteral("-away")));
        QTRY_VERIFY_WITH_TIMEOUT(problem->isVisible(), 30'000);
        QVERIFY2(problem->fullText().contains(study), qPrintable(problem->fullText()));
        QVERIFY(QFile::rename(study + QStringLiteral("-away"), study));
        QTRY_VERIFY_WITH_TIMEOUT(!problem->isVisible(), 30'000);
        QCOMPARE(lathe.window().trainPage()->status().trials.size(), std::size_t(1));
    }

    void aDamagedOneIsShownAndRemoved() {
        WindowFixture lathe;
        for (const char* name : {"a", "b"}) enqueueAs(lathe, QLatin1String(name));
        QFile file(QString::fromStdString((queueOf(lathe).find(1)->folder / "item.json").string()));
        QVERIFY(file.resize(1));
        QVERIFY(queueOf(lathe).hold({2}).has_value());  // noticed by its change
        QTRY_COMPARE(queueRows(lathe), (QStringList{QStringLiteral("tiny Held"), QStringLiteral("Item 1 Damaged")}));
        chooseItem(lathe, 1);
        lathe.action("queueRemoveAction")->trigger();
        QTRY_COMPARE(queueRows(lathe), QStringList{QStringLiteral("tiny Held")});
        QTRY_VERIFY(!lathe.action("queueUndoAction")->isEnabled());
    }

    void aQueueThatIsAFileIsSaid() {
        WindowFixture lathe;
        QFile file(lathe.folder() + QStringLiteral("/file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto queue = withVariable("LATHE_QUEUE", file.fileName().toUtf8());
        lathe.reopen();
        lathe.window().showRoom(MainWindow::Train);
        QTRY_VERIFY(lathe.find<QLabel>("queueEmpty")->text().contains(QStringLiteral("is a file")));
        lathe.window().openFile(lathe.writeExperiment(3));
        lathe.action("enqueueAction")->trigger();
        QTRY_VERIFY(lathe.find<Banner>("windowBanner")->text().contains(QStringLiteral("is a file")));
    }

    void withoutLathectlItSaysHow() {
        WindowFixture lathe;
        enqueueAs(lathe, QStringLiteral("a"));
        lathe.action("queueRunAction")->trigger();
        QTRY_VERIFY(lathe.find<Banner>("windowBanner")->text().contains(QStringLiteral("lathectl queue run")));
    }

    // From adding to the charts of the study that another process has run.
    void theQueueRunsInAProcessOfItsOwn() {
        const auto engine = withVariable("LATHE_ENGINE", LATHE_FAKE_ENGINE);
        WindowFixture lathe;
        lathe.services.worker_program = LATHE_BINARY_DIR "/bin/lathectl";
        lathe.reopen();
        enqueueAs(lathe, QStringLiteral("a"));
        enqueueAs(lathe, QStringLiteral("b"));
        lathe.find<QSpinBox>("queueAtOnce")->setValue(2);
        lathe.action("queueRunAction")->trigger();
        const QStringList done{QStringLiteral("tiny Done"), QStringLiteral("tiny Done")};
        QTRY_COMPARE_WITH_TIMEOUT(queueRows(lathe), done, 120'000);
        chooseItem(lathe, 0);
        lathe.action("queueOpenAction")->trigger();
        QCOMPARE(lathe.window().room(), MainWindow::Train);
        QTRY_COMPARE(lathe.window().trainPage()->status().trials.size(), std::size_t(3));
        QCOMPARE(lathe.window().trainPage()->status().state, run::SessionState::finished);
        QTRY_VERIFY(lathe.find<CurvesView>("trainCurves")->metrics().contains(QStringLiteral("val_loss")));
        QVERIFY(!lathe.action("pauseAction")->isEnabled());
        QVERIFY(!lathe.find<QSpinBox>("limitTrials")->isEnabled());
    }

    void aStudyIsFollowedLiveWhereNothingElseTrains() {
        const auto engine = withVariable("LATHE_ENGINE", LATHE_FAKE_ENGINE);
        WindowFixture lathe;
        const QString here = lathe.folder() + QStringLiteral("/here");
        const auto hold = withVariable("LATHE_FAKE_HOLD", "0001:" + here.toUtf8());
        lathe.services.worker_program = LATHE_BINARY_DIR "/bin/lathectl";
        lathe.reopen();
        enqueueAs(lathe, QStringLiteral("a"));
        lathe.action("queueRunAction")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(here), 120'000);
        QTRY_COMPARE(queueRows(lathe), QStringList{QStringLiteral("tiny Running")});
        // What trains here keeps the room.
        lathe.engine.hold = true;
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.engine.started.load(), 1);
        chooseItem(lathe, 0);
        QTRY_VERIFY(lathe.action("queueOpenAction")->isEnabled());
        lathe.action("queueOpenAction")->trigger();
        QCOMPARE(lathe.window().room(), MainWindow::Review);
        lathe.engine.hold = false;
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);

        lathe.window().showRoom(MainWindow::Train);
        lathe.action("queueOpenAction")->trigger();
        QCOMPARE(lathe.window().room(), MainWindow::Train);
        const auto* train = lathe.window().trainPage();
        QTRY_COMPARE(train->status().state, run::SessionState::running);
        QTRY_COMPARE(train->status().trials.size(), std::size_t(2));
        QTRY_COMPARE(train->status().trials.back().step, 8);  // two epochs of the trial that waits
        QTRY_VERIFY(lathe.find<CurvesView>("trainCurves")->metrics().contains(QStringLiteral("train_loss")));
        lathe.action("queueStopAction")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(train->status().state, run::SessionState::stopped, 120'000);
    }
};

LATHE_WINDOW_TEST(TestQueue)
#include "test_queue.moc"
