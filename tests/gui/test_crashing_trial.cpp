// SPDX-License-Identifier: GPL-3.0-or-later
// Trials that take their process down, in a window that searches: one FAILED trial each, and everything else goes on.
#include <QtTest>

#include "tests/gui/window_fixture.h"
#include "tests/test_program.h"
#include "widgets/queue/train_page.h"

using namespace lathe;
using search::TrialState;
using test::WindowFixture;

class TestCrashingTrial : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theWindowOutlivesCodeOfOthers_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QString>("why");
        QTest::newRow("segfault") << QByteArray("segfault") << QStringLiteral("SIGSEGV");
        QTest::newRow("abort") << QByteArray("abort") << QStringLiteral("SIGABRT");
        QTest::newRow("exit") << QByteArray("exit") << QStringLiteral("exit code 3");
        QTest::newRow("memory") << QByteArray("memory") << QStringLiteral("out of memory");
    }
    // One at a time, as the window does by itself: what isolates them is that they run code of others.
    void theWindowOutlivesCodeOfOthers() {
        QFETCH(const QByteArray, kind);
        QFETCH(const QString, why);
        qputenv("LATHE_ENGINE", LATHE_FAKE_ENGINE);
        qputenv("LATHE_FAKE_CRASH", "0001:" + kind);
        const auto unset = qScopeGuard([] {
            qunsetenv("LATHE_ENGINE");
            qunsetenv("LATHE_FAKE_CRASH");
        });
        WindowFixture lathe;
        lathe.services.worker_program = LATHE_BINARY_DIR "/bin/lathectl";
        lathe.services.runs_foreign_code = [](const config::Value&) { return true; };
        lathe.reopen();
        lathe.window().openFile(lathe.writeExperiment(3));
        lathe.action("startSearchAction")->trigger();
        const auto* train = lathe.window().trainPage();
        QTRY_COMPARE_WITH_TIMEOUT(train->status().state, run::SessionState::finished, 120'000);
        const auto trials = train->status().trials;
        QCOMPARE(trials.size(), std::size_t(3));
        QCOMPARE(trials[0].state, TrialState::succeeded);
        QCOMPARE(trials[1].state, TrialState::failed);
        QVERIFY2(QString::fromStdString(trials[1].error).contains(why), trials[1].error.c_str());
        QCOMPARE(trials[2].state, TrialState::succeeded);
    }
};

LATHE_WINDOW_TEST(TestCrashingTrial)
#include "test_crashing_trial.moc"
