// SPDX-License-Identifier: GPL-3.0-or-later
// Trials beside each other on the CPU run in processes of their own.
#include <signal.h>
#include <sys/resource.h>

#include <set>

#include <QRegularExpression>
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

    // A zombie that nobody collects in a container is as good as gone.
    static bool is_gone(qint64 pid) {
        QFile stat(QString("/proc/%1/stat").arg(pid));
        return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
    }
    static QByteArray log_of(const store::StudyRecord& study, int trial) {
        QFile log(QString::fromStdString((store::trial_folder(study.folder, trial) / "log.txt").string()));
        return log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
    }
    // The experiment with one more line in its search block, which is the last.
    QString with(const QByteArray& line) {
        QFile base(ctl_->experiment());
        if (!base.open(QIODevice::ReadOnly)) qFatal("no experiment");
        ctl_->write("changed.yaml", base.readAll() + "  " + line + "\n");
        return ctl_->file("changed.yaml");
    }
    void use_gpus(const QString& gpus) {
        ctl_->set("LATHE_FAKE_GPUS", gpus);
        ctl_->set("LATHE_FAKE_CUDA", "1");
        ctl_->set("LD_LIBRARY_PATH", LATHE_FAKE_NVML);
        ctl_->set("LATHE_LEASES", ctl_->file("leases"));
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

    void a_crash_fails_one_trial_and_says_why_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("why");
        QTest::newRow("segfault") << "segfault"
                                  << "SIGSEGV";
        QTest::newRow("abort") << "abort"
                               << "SIGABRT";
        QTest::newRow("exit") << "exit"
                              << "ended with exit code 3";
        QTest::newRow("memory") << "memory"
                                << "out of memory";
        QTest::newRow("children") << "children"
                                  << "SIGABRT";
    }
    void a_crash_fails_one_trial_and_says_why() {
        QFETCH(const QString, kind);
        QFETCH(const QString, why);
        ctl_->set("LATHE_FAKE_CRASH", "0001:" + kind);
        const Ran ran = ctl_->run({"tune", ctl_->experiment(), "--concurrency", "2"});
        QCOMPARE(ran.code, 1);
        const auto study = ctl_->study();
        QCOMPARE(study.trials.at(1).state, TrialState::failed);
        const auto error = QString::fromStdString(study.trials.at(1).error);
        QVERIFY2(error.contains(why), qPrintable(error));
        for (const std::size_t other : {0, 2, 3}) QCOMPARE(study.trials.at(other).state, TrialState::succeeded);
        const QByteArray log = log_of(study, 1);
        QVERIFY2(log.contains("about to end by " + kind.toUtf8()), log);
        if (why.startsWith("SIG")) {
            QVERIFY2(error.contains("the last line of its log: "), qPrintable(error));
            QVERIFY2(log.contains("-- crash: " + why.toUtf8()) && log.contains("fake_engine"), log);
        }
        static const QRegularExpression child("child (\\d+)");
        if (const auto found = child.match(log); found.hasMatch()) {
            const auto pid = found.captured(1).toLongLong();
            QTRY_VERIFY_WITH_TIMEOUT(is_gone(pid), 60'000);
        }
    }

    void a_trial_that_takes_all_memory_is_one_failed_trial() {
        ctl_->set("LATHE_FAKE_CRASH", "0001:exhaust");
        const auto process = ctl_->start({"tune", ctl_->experiment(), "--concurrency", "2"}, [] {
            const rlimit limit{std::size_t{2} << 30, std::size_t{2} << 30};
            ::setrlimit(RLIMIT_AS, &limit);
        });
        const Ran ran = Lathectl::finish(*process);
        QVERIFY2(ran.code == 1, ran.err);
        const auto study = ctl_->study();
        QCOMPARE(study.trials.at(1).state, TrialState::failed);
        QVERIFY2(study.trials.at(1).error.find("out of memory") != std::string::npos, study.trials.at(1).error.c_str());
        for (const std::size_t other : {0, 2, 3}) QCOMPARE(study.trials.at(other).state, TrialState::succeeded);
    }

    // Each process is used again and again: LibTorch is loaded there, and data are in memory.
    void workers_stay_warm() {
        const Ran ran = ctl_->run({"tune", ctl_->experiment(), "--concurrency", "2", "--trials", "12"});
        QVERIFY2(ran.code == 0, ran.err);
        std::set<std::int64_t> processes;
        for (const auto& trial : ctl_->study().trials) processes.insert(trial.facts.int_or("process", 0));
        QCOMPARE(processes.size(), 2u);
        QVERIFY(!processes.contains(0));
    }

    // But not after a failure: what is wrong with it may stay.
    void a_worker_is_not_used_again_after_a_failure() {
        ctl_->set("LATHE_FAKE_FAIL", "0000");
        QCOMPARE(ctl_->run({"tune", with("isolation: process"), "--trials", "3"}).code, 1);
        const auto trials = ctl_->study().trials;
        QCOMPARE(trials.at(1).facts.int_or("process", 0), trials.at(2).facts.int_or("process", 1));
    }

    void isolation_is_a_choice() {
        ctl_->set("LATHE_FAKE_CRASH", "0001:segfault");
        const Ran alone = ctl_->run({"tune", with("isolation: process")});
        QVERIFY2(alone.code == 1, alone.err);
        QCOMPARE(ctl_->study().trials.at(1).state, TrialState::failed);
        QCOMPARE(ctl_->study().trials.at(3).state, TrialState::succeeded);
        QVERIFY(ctl_->run({"tune", ctl_->experiment(), "--name", "thread"}).code > 128);  // takes lathectl with it
        const Ran refused = ctl_->run({"tune", with("isolation: thread"), "--concurrency", "2"});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("search.isolation"), refused.err);
    }

    void a_worker_sees_its_lease_only() {
        use_gpus("A GPU-aa 1 1 0\nB GPU-bb 1 1 0");
        const QStringList tune{"tune", with("devices: {per_trial: 1}"), "--concurrency", "2"};
        Ran ran = ctl_->run(tune);
        QVERIFY2(ran.code == 0, ran.err);
        std::set<std::pair<std::string, std::string>> seen;
        for (const auto& trial : ctl_->study().trials) {
            QCOMPARE(trial.facts.string_or("device", ""), std::string("cuda:0"));
            seen.emplace(trial.device, trial.facts.string_or("visible", ""));
        }
        const std::set<std::pair<std::string, std::string>> both{{"cuda:0", "0"}, {"cuda:1", "1"}};
        QVERIFY(seen == both);

        ctl_->set("CUDA_VISIBLE_DEVICES", "GPU-bb");
        ran = ctl_->run({"run", with("devices: {per_trial: 1}"), "--name", "second"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto trial = store::read_study(ctl_->studies().at(1)).value().trials.at(0);
        QCOMPARE(trial.facts.string_or("visible", ""), std::string("GPU-bb"));
    }

    // Two searches on one GPU: their trials take turns, and each is told who has it.
    void a_gpu_is_leased_across_processes() {
        use_gpus("A GPU-aa 1 1 0");
        ctl_->set("LATHE_FAKE_HOLD", "0000:" + ctl_->file("here"));
        auto first = ctl_->start({"tune", with("devices: {per_trial: 1}"), "--name", "first"});
        while (first->state() != QProcess::NotRunning && !QFile::exists(ctl_->file("here"))) QTest::qWait(10);
        ctl_->unset("LATHE_FAKE_HOLD");
        const Ran devices = ctl_->run({"devices"});
        QVERIFY2(devices.out.contains("held by trial 0 of first"), devices.out);
        const Ran finder = ctl_->run({"find", "lr", with("devices: {per_trial: 1}")});
        QVERIFY2(finder.code == 2 && finder.err.contains("cuda:0 is used by trial 0 of first"), finder.err);
        auto second = ctl_->start({"tune", with("devices: {per_trial: 1}"), "--name", "second"});
        while (second->state() != QProcess::NotRunning && ctl_->studies().size() < 2) QTest::qWait(10);
        first->kill();
        first->waitForFinished();
        const Ran ran = Lathectl::finish(*second);
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(store::read_study(ctl_->studies().at(0)).value().trials.at(0).state, TrialState::waiting);
    }

    void a_trial_that_does_not_stop_is_killed() {
        ctl_->set("LATHE_FAKE_STUBBORN", "1");
        ctl_->set("LATHE_GOODBYE", "200ms");
        qint64 worker = 0;
        auto process = start_and_hold(worker);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QCOMPARE(Lathectl::finish(*process).code, 130);
        QVERIFY(is_gone(worker));
        QCOMPARE(ctl_->study().trials.at(1).state, TrialState::waiting);
        ctl_->unset("LATHE_FAKE_STUBBORN");
        QCOMPARE(ctl_->run({"resume", QString::fromStdString(ctl_->studies().at(0).string())}).code, 0);
    }

    void a_wrong_duration_is_told_once() {
        ctl_->set("LATHE_GOODBYE", "soon");
        ctl_->set("LATHE_SLURM_LOOK", "often");
        const Ran ran = ctl_->run({"tune", ctl_->experiment(), "--concurrency", "2"});
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.err.count("LATHE_GOODBYE"), 1);
        QVERIFY2(ran.err.contains("warning: LATHE_GOODBYE: 'soon' is not a duration"), ran.err);
        QVERIFY2(ran.err.contains("A trial that does not stop is killed after 30 s"), ran.err);
        QVERIFY2(ran.err.contains("warning: LATHE_SLURM_LOOK: 'often' is not a duration"), ran.err);
        QVERIFY2(ran.err.contains("are looked at every 1 s"), ran.err);
        for (const auto& trial : ctl_->study().trials) {
            QFile log(
                QString::fromStdString((store::trial_folder(ctl_->study().folder, trial.number) / "log.txt").string()));
            if (log.open(QIODevice::ReadOnly)) QVERIFY(!log.readAll().contains("LATHE_GOODBYE"));
        }
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
        QTRY_VERIFY_WITH_TIMEOUT(is_gone(worker), 60'000);
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
