// SPDX-License-Identifier: GPL-3.0-or-later
// One trial on several devices: a process for each, of which one fails, is killed, or stops with the others.
#include <signal.h>

#include <set>

#include <QtTest>

#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

class TestRanks : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    static bool is_gone(qint64 pid) {
        QFile stat(QString("/proc/%1/stat").arg(pid));
        return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
    }
    qint64 number_in(const QString& name) const {
        QFile file(ctl_->file(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toLongLong() : 0;
    }
    // Two ranks that wait within their second epoch.
    std::unique_ptr<QProcess> start_and_hold(const QStringList& arguments, const QString& trial = "0000") {
        ctl_->set("LATHE_FAKE_HOLD", trial + ":" + ctl_->file("here"));
        auto process = ctl_->start(arguments);
        while (process->state() != QProcess::NotRunning &&
               !(QFile::exists(ctl_->file("here")) && QFile::exists(ctl_->file("here.1"))))
            QTest::qWait(10);
        ctl_->unset("LATHE_FAKE_HOLD");
        return process;
    }
    QString only_study() const { return QString::fromStdString(ctl_->studies().at(0).string()); }
    QStringList run_on(int ranks) const {
        return {"run", ctl_->experiment(), "hw.device=cpu", QString("hw.devices=%1").arg(ranks)};
    }
    QByteArray log() const {
        QFile file(QString::fromStdString((store::trial_folder(ctl_->study().folder, 0) / "log.txt").string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private Q_SLOTS:
    void init() { ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE); }

    void each_device_has_a_process() {
        const Ran ran = ctl_->run(run_on(3));
        QVERIFY2(ran.code == 0, ran.err);
        const auto trial = ctl_->study().trials.at(0);
        QCOMPARE(trial.state, TrialState::succeeded);
        QCOMPARE(trial.facts.int_or("ranks", 0), std::int64_t{3});
        QCOMPARE(trial.epochs, std::int64_t{3});
        const auto folder = store::trial_folder(ctl_->study().folder, 0);
        QVERIFY(std::filesystem::exists(folder / "rank-1") && std::filesystem::exists(folder / "rank-2"));
        QCOMPARE(store::EventFolderReader(folder).poll().at("train_loss").size(), 12u);  // of one rank alone
    }

    void each_sees_its_gpu_alone() {
        ctl_->set("LATHE_FAKE_GPUS", "A GPU-aa 1 1 0\nB GPU-bb 1 1 0");
        ctl_->set("LATHE_FAKE_CUDA", "1");
        ctl_->set("LD_LIBRARY_PATH", LATHE_FAKE_NVML);
        ctl_->set("LATHE_LEASES", ctl_->file("leases"));
        const Ran ran = ctl_->run({"run", ctl_->experiment(), "hw.devices=2"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto trial = ctl_->study().trials.at(0);
        QCOMPARE(trial.facts.string_or("visible", ""), std::string("0"));
        QCOMPARE(trial.facts.string_or("device", ""), std::string("cuda:0"));
        QFile other(QString::fromStdString((store::trial_folder(ctl_->study().folder, 0) / "rank-1").string()));
        QVERIFY(other.open(QIODevice::ReadOnly));
        QCOMPARE(other.readAll(), QByteArray("1"));
    }

    void a_rank_that_fails_is_named() {
        ctl_->set("LATHE_FAKE_FAIL", "all");
        ctl_->set("LATHE_FAKE_RANK", "1");
        ctl_->set("LATHE_FAKE_HOLD", "0000:" + ctl_->file("here"));  // rank 0 does not end before
        QCOMPARE(ctl_->run(run_on(2)).code, 1);
        const auto trial = ctl_->study().trials.at(0);
        QCOMPARE(trial.state, TrialState::failed);
        QCOMPARE(trial.error, std::string("rank 1: the network does not fit the images"));
        QVERIFY2(log().contains("rank 1 failed: the network does not fit the images\nits third layer takes"), log());
    }

    // Nobody killed it but Lathe itself: it would do the same again.
    void a_rank_that_cannot_be_understood_has_failed() {
        ctl_->set("LATHE_FAKE_CRASH", "0000:garble");
        ctl_->set("LATHE_FAKE_RANK", "1");
        ctl_->set("LATHE_FAKE_HOLD", "0000:" + ctl_->file("here"));  // rank 0 does not end before
        QCOMPARE(ctl_->run(run_on(2)).code, 1);
        const auto trial = ctl_->study().trials.at(0);
        QCOMPARE(trial.state, TrialState::failed);
        QVERIFY2(trial.error.starts_with("rank 1: the trial's process sent a message that cannot be read, and was "),
                 trial.error.c_str());
    }

    void a_rank_that_crashes_is_named() {
        ctl_->set("LATHE_FAKE_CRASH", "0000:segfault");
        ctl_->set("LATHE_FAKE_RANK", "1");
        ctl_->set("LATHE_FAKE_HOLD", "0000:" + ctl_->file("here"));  // rank 0 does not end before
        QCOMPARE(ctl_->run(run_on(2)).code, 1);
        const auto trial = ctl_->study().trials.at(0);
        QCOMPARE(trial.state, TrialState::failed);
        QVERIFY2(trial.error.find("rank 1: the trial's process was killed by signal 11 (SIGSEGV") != std::string::npos,
                 trial.error.c_str());
        QVERIFY(log().contains("-- crash: SIGSEGV"));
    }

    // The others are not left behind, and the trial goes on where it was; on another number of devices, too.
    void a_rank_that_is_killed_leaves_a_trial_that_goes_on() {
        ctl_->set("LATHE_FAKE_STUBBORN", "1");
        auto process = start_and_hold(run_on(2));
        ctl_->unset("LATHE_FAKE_STUBBORN");
        const qint64 first = number_in("here");
        ::kill(static_cast<pid_t>(number_in("here.1")), SIGKILL);
        const Ran ran = Lathectl::finish(*process);
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("rank 1: the trial's process was killed by signal 9") && ran.err.contains("resume"),
                 ran.err);
        QVERIFY(is_gone(first));
        QCOMPARE(ctl_->study().trials.at(0).state, TrialState::waiting);
        const QString experiment = only_study() + "/experiment.yaml";
        QCOMPARE(ctl_->run({"config", "set", experiment, "hw.devices=3", "--in-place"}).code, 0);
        const Ran resumed = ctl_->run({"resume", only_study()});
        QVERIFY2(resumed.code == 0, resumed.err);
        const auto trial = ctl_->study().trials.at(0);
        QCOMPARE(trial.state, TrialState::succeeded);
        QCOMPARE(trial.facts.int_or("ranks", 0), std::int64_t{3});
    }

    void of_a_search_a_trial_whose_rank_is_killed_has_failed() {
        ctl_->set("LATHE_FAKE_STUBBORN", "1");
        auto process =
            start_and_hold({"tune", ctl_->experiment(), "hw.device=cpu", "hw.devices=2", "--trials", "3"}, "0001");
        ::kill(static_cast<pid_t>(number_in("here.1")), SIGKILL);
        QCOMPARE(Lathectl::finish(*process).code, 1);
        const auto trials = ctl_->study().trials;
        QCOMPARE(trials.at(0).state, TrialState::succeeded);
        QCOMPARE(trials.at(1).state, TrialState::failed);
        QVERIFY(trials.at(1).error.find("rank 1: the trial's process was killed") != std::string::npos);
        QCOMPARE(trials.at(2).state, TrialState::succeeded);
    }

    void all_stop_and_go_on() {
        auto process = start_and_hold(run_on(2));
        const std::set<qint64> workers{number_in("here"), number_in("here.1")};
        QCOMPARE(workers.size(), 2u);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QCOMPARE(Lathectl::finish(*process).code, 130);
        for (const qint64 worker : workers) QVERIFY(is_gone(worker));
        QCOMPARE(ctl_->study().trials.at(0).state, TrialState::waiting);
        QCOMPARE(ctl_->run({"resume", only_study()}).code, 0);
        QCOMPARE(ctl_->study().trials.at(0).state, TrialState::succeeded);
    }

    void workers_stay_warm() {
        const Ran ran = ctl_->run({"tune", ctl_->experiment(), "hw.device=cpu", "hw.devices=2", "--trials", "5"});
        QVERIFY2(ran.code == 0, ran.err);
        std::set<std::int64_t> processes;
        for (const auto& trial : ctl_->study().trials) processes.insert(trial.facts.int_or("process", 0));
        QVERIFY(processes.size() <= 2);  // either of the two may be the first
    }

    void a_thread_is_refused() {
        QFile base(ctl_->experiment());
        QVERIFY(base.open(QIODevice::ReadOnly));
        ctl_->write("thread.yaml", base.readAll() + "  isolation: thread\n");
        const Ran ran = ctl_->run({"run", ctl_->file("thread.yaml"), "hw.device=cpu", "hw.devices=2"});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("search.isolation") && ran.err.contains("hw.devices"), ran.err);
    }
};

LATHE_CORE_TEST(TestRanks)
#include "test_ranks.moc"
