// Trials beside each other on the CPU run in processes of their own.
#include <signal.h>

#include <QtTest>

#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

class TestProcesses : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    std::unique_ptr<QProcess> start_and_hold(qint64& worker) {
        ctl_->set("LATHE_FAKE_HOLD", "0001:" + ctl_->file("here"));
        auto process = ctl_->start({"tune", ctl_->experiment(), "--concurrency", "2"});
        while (process->state() != QProcess::NotRunning && !QFile::exists(ctl_->file("here"))) QTest::qWait(10);
        QFile here(ctl_->file("here"));
        if (!here.open(QIODevice::ReadOnly)) qFatal("the trial did not come to its second epoch");
        worker = here.readAll().toLongLong();
        ctl_->unset("LATHE_FAKE_HOLD");
        return process;
    }

  private Q_SLOTS:
    void init() { ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE); }

    void the_same_numbers_as_on_a_thread() {
        QCOMPARE(ctl_->run({"tune", ctl_->experiment()}).code, 0);
        const Ran ran = ctl_->run({"tune", ctl_->experiment(), "--concurrency", "2", "--name", "side-by-side"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto folders = ctl_->studies();
        const auto alone = store::read_study(folders.at(0)).value();
        const auto beside = store::read_study(folders.at(1)).value();
        QCOMPARE(beside.trials.size(), 4u);
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(beside.trials[i].state, TrialState::succeeded);
            QVERIFY(beside.trials[i].params == alone.trials[i].params);
            QCOMPARE(*beside.trials[i].objective, *alone.trials[i].objective);
            const int number = static_cast<int>(i);
            const auto here = store::EventFolderReader(store::trial_folder(alone.folder, number)).poll();
            const auto there = store::EventFolderReader(store::trial_folder(beside.folder, number)).poll();
            QCOMPARE(there.at("train_loss").size(), here.at("train_loss").size());
        }
    }

    void a_crash_fails_one_trial_and_names_the_signal() {
        ctl_->set("LATHE_FAKE_CRASH", "0001");
        const Ran ran = ctl_->run({"tune", ctl_->experiment(), "--concurrency", "2"});
        QCOMPARE(ran.code, 1);
        const auto study = ctl_->study();
        QCOMPARE(study.trials.at(1).state, TrialState::failed);
        QVERIFY2(study.trials.at(1).error.find("SIGSEGV") != std::string::npos, study.trials.at(1).error.c_str());
        for (const std::size_t other : {0, 2, 3}) QCOMPARE(study.trials.at(other).state, TrialState::succeeded);
    }

    void an_exception_there_is_a_failure_here() {
        ctl_->set("LATHE_FAKE_FAIL", "0000");
        QCOMPARE(ctl_->run({"tune", ctl_->experiment(), "--concurrency", "2"}).code, 1);
        QCOMPARE(ctl_->study().trials.at(0).error, std::string("the network does not fit the images"));
    }

    void workers_stop_with_the_session() {
        qint64 worker = 0;
        auto process = start_and_hold(worker);
        QVERIFY(worker != process->processId());
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QCOMPARE(Lathectl::finish(*process).code, 130);
        QCOMPARE(::kill(static_cast<pid_t>(worker), 0), -1);
        QCOMPARE(ctl_->study().trials.at(1).state, TrialState::waiting);
        QCOMPARE(ctl_->run({"resume", QString::fromStdString(ctl_->studies().at(0).string())}).code, 0);
        QCOMPARE(ctl_->study().trials.size(), 4u);
    }

    void workers_die_with_a_session_that_is_killed() {
        qint64 worker = 0;
        auto process = start_and_hold(worker);
        ctl_->set("LATHE_FAKE_STUBBORN", "1");
        process->kill();
        process->waitForFinished();
        // A zombie that nobody collects in a container is as good as gone.
        const auto gone = [worker] {
            QFile stat(QString("/proc/%1/stat").arg(worker));
            return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
        };
        QTRY_VERIFY_WITH_TIMEOUT(gone(), 60'000);
    }

    void a_worker_that_is_killed_fails_its_trial() {
        qint64 worker = 0;
        auto process = start_and_hold(worker);
        ::kill(static_cast<pid_t>(worker), SIGKILL);
        const Ran ran = Lathectl::finish(*process);
        QCOMPARE(ran.code, 1);
        QVERIFY(ctl_->study().trials.at(1).error.find("SIGKILL") != std::string::npos);
    }
};

LATHE_CORE_TEST(TestProcesses)
#include "test_processes.moc"
