// Trials as jobs of a cluster: a Slurm that the test conducts, and real workers.
#include <signal.h>

#include <QJsonObject>
#include <QtTest>

#include "core/run/session.h"
#include "core/run/slurm/talk_folder.h"
#include "tests/headless/fake_cluster.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

namespace {

constexpr int long_enough = 120'000;  // ms

class OnlyCpu final : public device::Inventory {
  public:
    std::vector<device::Device> list() override { return {device::Device{}}; }
};

}  // namespace

class TestSlurm : public QObject {
    Q_OBJECT

    std::unique_ptr<FakeCluster> cluster_;
    std::unique_ptr<Lathectl> ctl_;

    QStringList tune() const { return {"tune", ctl_->experiment(), "--engine", "slurm", "--concurrency", "2"}; }
    QStringList resume() const { return {"resume", QString::fromStdString(ctl_->studies().at(0).string())}; }
    QString here() const { return ctl_->file("here"); }
    // Lets the trial that is held go on.
    void let_go() const { ctl_->write("here.go", ""); }

    // A search whose trial 1 is at its second epoch, and waits there.
    std::unique_ptr<QProcess> tune_and_hold() {
        ctl_->set("LATHE_FAKE_HOLD", "0001:" + here());
        auto process = ctl_->start(tune());
        ctl_->unset("LATHE_FAKE_HOLD");
        if (!QTest::qWaitFor([&] { return QFile::exists(here()) || process->state() == QProcess::NotRunning; },
                             long_enough) ||
            !QFile::exists(here()))
            qFatal("the trial did not come to its second epoch: %s", process->readAllStandardError().constData());
        return process;
    }

    // The study is the same as one that ran on this machine, and each trial was in it once.
    void compare_with_local(const store::StudyRecord& study) {
        const Ran ran = ctl_->run({"tune", ctl_->experiment(), "--name", "here"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto local = store::read_study(ctl_->studies().back()).value();
        QCOMPARE(study.trials.size(), local.trials.size());
        for (std::size_t i = 0; i < local.trials.size(); ++i) {
            QCOMPARE(study.trials[i].state, TrialState::succeeded);
            QVERIFY(study.trials[i].params == local.trials[i].params);
            QCOMPARE(*study.trials[i].objective, *local.trials[i].objective);
            const int number = static_cast<int>(i);
            const auto ours = store::EventFolderReader(store::trial_folder(study.folder, number)).poll();
            const auto theirs = store::EventFolderReader(store::trial_folder(local.folder, number)).poll();
            for (const auto& [name, points] : theirs) {
                QCOMPARE(ours.at(name).size(), points.size());
                for (std::size_t k = 0; k < points.size(); ++k) {
                    QCOMPARE(ours.at(name)[k].step, points[k].step);
                    QCOMPARE(ours.at(name)[k].value, points[k].value);
                }
            }
        }
    }
    store::StudyRecord first_study() const { return store::read_study(ctl_->studies().at(0)).value(); }

  private Q_SLOTS:
    void init() {
        cluster_ = std::make_unique<FakeCluster>();
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        ctl_->set("PATH", cluster_->path());
        ctl_->set("FAKE_SLURM", cluster_->folder());
        ctl_->set("LATHE_SLURM_LOOK", "100ms");
    }
    void cleanup() { cluster_.reset(); }

    void the_same_numbers_as_on_this_machine() {
        const Ran ran = ctl_->run(tune());
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(cluster_->states(), QStringList(4, "COMPLETED"));
        const auto study = first_study();
        for (const auto& trial : study.trials) QVERIFY(!trial.facts.string_or("slurm.job", "").empty());
        compare_with_local(study);
    }

    void the_experiment_may_ask_for_it() {
        QFile base(ctl_->experiment());
        QVERIFY(base.open(QIODevice::ReadOnly));
        ctl_->write("changed.yaml",
                    base.readAll() +
                        "  engine: {name: slurm, partition: long, gpus: 0, cpus: 3, time: 90m, args: [--mem=1G]}\n");
        const Ran ran = ctl_->run({"run", ctl_->file("changed.yaml")});
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(cluster_->jobs().size(), 1);
        const auto options = cluster_->jobs().front()["options"].toVariant().toStringList();
        for (const char* option : {"--partition=long", "--time=90", "--mem=1G", "--signal=B:TERM@60", "--requeue",
                                   "--cpus-per-task=3", "--nodes=1"})
            QVERIFY2(options.contains(option), option);
    }

    // The assessor's answers come through files, too.
    void a_hopeless_trial_is_stopped() {
        QFile base(ctl_->experiment());
        QVERIFY(base.open(QIODevice::ReadOnly));
        ctl_->write("changed.yaml", base.readAll() + "  assessor: {name: Medianstop, args: {start_step: 1}}\n");
        for (const char* engine : {"slurm", "local"})
            QCOMPARE(
                ctl_->run({"tune", ctl_->file("changed.yaml"), "--engine", engine, "--name", engine, "--trials", "8"})
                    .code,
                0);
        const auto there = first_study();
        const auto here = store::read_study(ctl_->studies().back()).value();
        int stopped = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            QCOMPARE(there.trials.at(i).state, here.trials.at(i).state);
            QCOMPARE(*there.trials.at(i).objective, *here.trials.at(i).objective);
            stopped += there.trials.at(i).state == TrialState::early_stopped ? 1 : 0;
        }
        QVERIFY(stopped > 0);
    }

    void a_trial_in_the_queue_says_why_it_waits() {
        cluster_->fake({"slots", "0"});
        for (const char* name : {"PATH", "FAKE_SLURM", "LATHE_ENGINE"})
            qputenv(name, QByteArray(name) == "PATH"         ? cluster_->path().toLocal8Bit()
                          : QByteArray(name) == "FAKE_SLURM" ? cluster_->folder().toLocal8Bit()
                                                             : QByteArray(LATHE_FAKE_ENGINE));
        config::Catalog catalog;
        OnlyCpu inventory;
        run::SessionServices services;
        services.catalog = &catalog;
        services.inventory = &inventory;
        services.lathectl = LATHECTL;
        services.program_tools.supervisor = QString(LATHECTL).replace("lathectl", "lathe-supervise").toStdString();
        services.slurm_look = std::chrono::milliseconds(100);
        auto experiment = search::load_experiment(ctl_->experiment().toStdString(), catalog,
                                                  {.overrides = {}, .purpose = search::Purpose::search});
        QVERIFY(experiment);
        experiment->search.engine.kind = search::EngineKind::slurm;
        auto session = run::Session::create(std::move(*experiment), search::Purpose::search,
                                            ctl_->file("runs").toStdString(), services);
        QVERIFY(session);
        (*session)->start();
        const auto first = [&] {
            const auto trials = (*session)->status().trials;
            return trials.empty() ? run::TrialStatus() : trials.front();
        };
        QTRY_VERIFY_WITH_TIMEOUT(first().waiting_for == "Slurm: Resources (job 1)", long_enough);
        QCOMPARE(first().state, TrialState::waiting);
        (*session)->cancel_trial(0);
        QTRY_COMPARE_WITH_TIMEOUT(first().state, TrialState::user_canceled, long_enough);
        QCOMPARE(cluster_->jobs().front()["state"].toString(), QString("CANCELLED by 1000"));
        cluster_->fake({"slots", "4"});
        QCOMPARE((*session)->wait(), run::SessionState::finished);
        QCOMPARE((*session)->status().trials.at(3).state, TrialState::succeeded);
        session->reset();
        qputenv("PATH", qgetenv("PATH").mid(cluster_->folder().size() + 1));
        for (const char* name : {"FAKE_SLURM", "LATHE_ENGINE"}) qunsetenv(name);
    }

    void a_stop_takes_jobs_out_of_the_queue_data() {
        QTest::addColumn<QString>("engine");
        QTest::newRow("goes on there") << "slurm";
        QTest::newRow("goes on here") << "local";
    }
    void a_stop_takes_jobs_out_of_the_queue() {
        QFETCH(const QString, engine);
        cluster_->fake({"slots", "1"});
        ctl_->set("LATHE_FAKE_HOLD", "0000:" + here());
        auto process = ctl_->start(tune());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(here()), long_enough);
        const QString waiting = cluster_->wait_for(1, "PENDING");
        cluster_->fake({"slots", "0"});  // what ends makes no room for it
        ::kill(static_cast<pid_t>(process->processId()), SIGTERM);
        QCOMPARE(Lathectl::finish(*process).code, 143);
        QCOMPARE(cluster_->wait_for(1, "CANCELLED by 1000"), waiting);
        QVERIFY(!cluster_->wait_for(0, "COMPLETED").isEmpty());
        QCOMPARE(first_study().trials.at(0).state, TrialState::waiting);
        ctl_->unset("LATHE_FAKE_HOLD");
        cluster_->fake({"slots", "4"});
        const Ran ran = ctl_->run(resume() + QStringList{"--engine", engine});
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(cluster_->jobs().size(), engine == "slurm" ? 6 : 2);
        compare_with_local(first_study());
    }

    void a_trial_that_does_not_stop_is_cancelled() {
        ctl_->set("LATHE_FAKE_STUBBORN", "1");
        ctl_->set("LATHE_GOODBYE", "200ms");
        auto process = tune_and_hold();
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        // SIGTERM alone does not end it; Slurm's SIGKILL does.
        const QString job = cluster_->wait_for(1, "COMPLETING");
        QVERIFY(!job.isEmpty());
        cluster_->fake({"kill", job});
        QCOMPARE(Lathectl::finish(*process).code, 130);
        QCOMPARE(first_study().trials.at(1).state, TrialState::waiting);
    }

    void a_session_that_is_killed_takes_up_what_runs_data() {
        QTest::addColumn<bool>("ends_before");
        QTest::newRow("still running") << false;
        QTest::newRow("ended meanwhile") << true;
    }
    void a_session_that_is_killed_takes_up_what_runs() {
        QFETCH(const bool, ends_before);
        auto process = tune_and_hold();
        process->kill();
        process->waitForFinished();
        const Ran refused = ctl_->run(resume() + QStringList{"--engine", "local"});
        QVERIFY2(refused.code == 2 && refused.err.contains("may still run as job"), refused.err);
        const auto go_on = resume() + QStringList{"--engine", "slurm"};
        if (ends_before) {
            let_go();
            QVERIFY(!cluster_->wait_for(1, "COMPLETED").isEmpty());
        }
        auto again = ctl_->start(go_on);
        if (!ends_before) {
            // Another trial than those that were begun shows that this session works.
            QVERIFY(!cluster_->wait_for(3, "COMPLETED").isEmpty());
            let_go();
        }
        const Ran ran = Lathectl::finish(*again);
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(cluster_->states(), QStringList(4, "COMPLETED"));  // no job is there twice
        compare_with_local(first_study());
    }

    // Slurm was set up anew meanwhile, and counts from 1 again.
    void a_strangers_job_of_the_same_number_is_left_alone() {
        auto process = tune_and_hold();
        process->kill();
        process->waitForFinished();
        const QString job = cluster_->wait_for(1, "RUNNING");
        cluster_->fake({"stranger", job});
        const Ran ran = ctl_->run(resume());
        QVERIFY2(ran.code == 0, ran.err);
        for (const QJsonObject& one : cluster_->jobs())
            QCOMPARE(one["state"].toString(), QString(one["id"] == job ? "SUSPENDED" : "COMPLETED"));
        QCOMPARE(cluster_->jobs().size(), 5);
        compare_with_local(first_study());
    }

    // It is queued again, and what it has to say cannot be written.
    void a_full_disk_is_no_end_of_a_trial() {
        auto process = tune_and_hold();
        const QString job = cluster_->wait_for(1, "RUNNING");
        cluster_->fake({"limit", "300"});
        cluster_->fake({"preempt", job});
        const Ran ran = Lathectl::finish(*process);
        QVERIFY2(ran.code == 0, ran.err);
        for (const QJsonObject& one : cluster_->jobs())
            if (one["id"] == job) QCOMPARE(one["code"].toString(), QString("75:0"));
        QCOMPARE(cluster_->jobs().size(), 5);
        compare_with_local(first_study());
    }

    // Nothing of Lathe's has run: it says why, and no trial is at fault.
    void a_job_that_dies_before_its_trial_began_ends_the_session() {
        cluster_->fake({"lose_script", "on"});
        const Ran ran = ctl_->run(tune());
        QVERIFY2(
            ran.code == 1 && ran.err.contains("the job ended before its trial began") && ran.err.contains("/nowhere"),
            ran.err);
        for (const auto& trial : first_study().trials) QCOMPARE(trial.state, TrialState::waiting);
        cluster_->fake({"lose_script", "off"});
        const Ran again = ctl_->run(resume());
        QVERIFY2(again.code == 0, again.err);
        compare_with_local(first_study());
    }

    // The session dies between the submission and its record.
    void a_job_that_was_not_recorded_is_found_by_its_name() {
        cluster_->fake({"slots", "0"});
        auto process = ctl_->start(tune());
        QVERIFY(!cluster_->wait_for(0, "PENDING").isEmpty() && !cluster_->wait_for(1, "PENDING").isEmpty());
        process->kill();
        process->waitForFinished();
        for (int trial = 0; trial < 2; ++trial)
            QFile::remove(QString::fromStdString(
                run::slurm::TalkFolder(store::trial_folder(ctl_->studies().at(0), trial), 1).submitted().string()));
        cluster_->fake({"slots", "4"});
        const Ran ran = ctl_->run(resume());
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(cluster_->states(), QStringList(4, "COMPLETED"));
        compare_with_local(first_study());
    }

    void a_second_job_of_a_trial_touches_nothing() {
        auto process = tune_and_hold();
        const auto talk = run::slurm::TalkFolder(store::trial_folder(ctl_->studies().at(0), 1), 1);
        const QString folder = QString::fromStdString(talk.path().string());
        ctl_->set("SLURM_JOB_ID", "99");
        const Ran second = ctl_->run({"worker", "--folder", folder});
        QVERIFY2(second.code == 2 && second.err.contains("runs this trial already"), second.err);
        ctl_->unset("SLURM_JOB_ID");
        let_go();
        QCOMPARE(Lathectl::finish(*process).code, 0);
        compare_with_local(first_study());
    }

    // The time limit comes near, or another job is preferred.
    void a_trial_that_has_to_leave_goes_on_later_data() {
        QTest::addColumn<QString>("how");
        QTest::newRow("time limit") << "term";
        QTest::newRow("preempted") << "preempt";
    }
    void a_trial_that_has_to_leave_goes_on_later() {
        QFETCH(const QString, how);
        auto process = tune_and_hold();
        const QString job = cluster_->wait_for(1, "RUNNING");
        cluster_->fake({how, job});
        const Ran ran = Lathectl::finish(*process);
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(cluster_->jobs().size(), 4);
        QCOMPARE(first_study().trials.at(1).facts.int_or("slurm.restarts", 0), std::int64_t{1});
        compare_with_local(first_study());
    }

    // Its node fails: Slurm queues it again, or it is submitted anew.
    void a_job_that_is_lost_goes_on_data() {
        QTest::addColumn<QStringList>("end");
        QTest::addColumn<int>("jobs");
        QTest::newRow("queued again") << QStringList{"NODE_FAIL", "requeue"} << 4;
        QTest::newRow("another job") << QStringList{"NODE_FAIL"} << 5;
        QTest::newRow("forgotten") << QStringList{"FAILED", "forget"} << 5;
    }
    void a_job_that_is_lost_goes_on() {
        QFETCH(const QStringList, end);
        QFETCH(const int, jobs);
        auto process = tune_and_hold();
        cluster_->fake(QStringList{"end", cluster_->wait_for(1, "RUNNING")} + end);
        const Ran ran = Lathectl::finish(*process);
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(cluster_->jobs().size(), jobs);
        compare_with_local(first_study());
    }

    void how_a_job_ended_is_why_the_trial_failed_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("accounting");
        QTest::addColumn<QString>("why");
        QTest::newRow("memory") << "OUT_OF_MEMORY"
                                << "on"
                                << "OUT_OF_MEMORY; ask for more memory";
        QTest::newRow("no accounting") << "OUT_OF_MEMORY"
                                       << "off"
                                       << "OUT_OF_MEMORY; ask for more memory";
        QTest::newRow("time") << "TIMEOUT"
                              << "on"
                              << "search.engine.time is too short";
        QTest::newRow("a person") << "CANCELLED by 1000"
                                  << "on"
                                  << "CANCELLED by 1000";
    }
    void how_a_job_ended_is_why_the_trial_failed() {
        QFETCH(const QString, state);
        QFETCH(const QString, accounting);
        QFETCH(const QString, why);
        cluster_->fake({"accounting", accounting});
        auto process = tune_and_hold();
        cluster_->fake({"end", cluster_->wait_for(1, "RUNNING"), state});
        QCOMPARE(Lathectl::finish(*process).code, 1);
        const auto trials = first_study().trials;
        QCOMPARE(trials.at(1).state, TrialState::failed);
        const auto error = QString::fromStdString(trials.at(1).error);
        QVERIFY2(error.contains(why), qPrintable(error));
        for (const std::size_t other : {0, 2, 3}) QCOMPARE(trials.at(other).state, TrialState::succeeded);
    }

    void a_controller_that_is_away_is_waited_for() {
        auto process = tune_and_hold();
        cluster_->stop();
        let_go();
        const auto end = QString::fromStdString(
            run::slurm::TalkFolder(store::trial_folder(ctl_->studies().at(0), 1), 1).from_worker().string());
        const auto has_ended = [&] {
            QFile file(end);
            return file.open(QIODevice::ReadOnly) && file.readAll().contains("\"event\":\"end\"");
        };
        QTRY_VERIFY_WITH_TIMEOUT(has_ended(), long_enough);  // without the controller, and unless it ended before
        cluster_->start();
        const Ran ran = Lathectl::finish(*process);
        QVERIFY2(ran.code == 0, ran.err);
        compare_with_local(first_study());
    }

    void what_slurm_refuses_stops_the_search() {
        cluster_->fake({"refuse", "Batch job submission failed: Invalid account or account/partition combination"});
        const Ran ran = ctl_->run(tune());
        QVERIFY2(ran.code == 1 && ran.err.contains("search.engine: Slurm does not take the job: "), ran.err);
        QCOMPARE(first_study().trials.at(0).state, TrialState::waiting);
        cluster_->fake({"refuse", ""});
        QCOMPARE(ctl_->run(resume()).code, 0);
        compare_with_local(first_study());
    }

    void without_slurm_it_is_refused_at_once() {
        ctl_->set("PATH", "/nowhere");
        const Ran ran = ctl_->run(tune());
        QVERIFY2(ran.code == 2 && ran.err.contains("sbatch of Slurm is not found"), ran.err);
        QVERIFY(ctl_->studies().empty());
    }

    void several_devices_are_tasks_of_srun_data() {
        QTest::addColumn<int>("nodes");
        QTest::newRow("one node") << 1;
        QTest::newRow("two nodes") << 2;
    }
    void several_devices_are_tasks_of_srun() {
        QFETCH(const int, nodes);
        QFile base(ctl_->experiment());
        QVERIFY(base.open(QIODevice::ReadOnly));
        ctl_->write("changed.yaml",
                    base.readAll() + "  engine: {name: slurm, nodes: " + QByteArray::number(nodes) + "}\n");
        const Ran ran = ctl_->run({"tune", ctl_->file("changed.yaml"), "hw.devices=2", "--trials", "2"});
        QVERIFY2(ran.code == 0, ran.err);
        for (const QJsonObject& job : cluster_->jobs()) {
            const auto options = job["options"].toVariant().toStringList();
            for (const QString& option :
                 {QString("--ntasks=2"), QString("--nodes=%1").arg(nodes), QString("--signal=TERM@60")})
                QVERIFY2(options.contains(option), qPrintable(option));
        }
        for (const auto& trial : first_study().trials) {
            QCOMPARE(trial.state, TrialState::succeeded);
            QCOMPARE(trial.facts.int_or("ranks", 0), std::int64_t{2});
            QVERIFY(fs::exists(store::trial_folder(first_study().folder, trial.number) / "rank-1"));
        }
    }

    void what_fails_on_several_devices_says_why() {
        ctl_->set("LATHE_FAKE_FAIL", "0001");
        const Ran ran = ctl_->run(tune() + QStringList{"hw.devices=2"});
        QCOMPARE(ran.code, 1);
        QCOMPARE(first_study().trials.at(1).error, std::string("the network does not fit the images"));
    }

    void more_nodes_than_devices_are_refused() {
        QFile base(ctl_->experiment());
        QVERIFY(base.open(QIODevice::ReadOnly));
        ctl_->write("changed.yaml", base.readAll() + "  engine: {name: slurm, nodes: 3}\n");
        const Ran ran = ctl_->run({"tune", ctl_->file("changed.yaml"), "hw.devices=2"});
        QVERIFY2(ran.code == 2 && ran.err.contains("search.engine.nodes"), ran.err);
        QVERIFY(ctl_->studies().empty());
    }
};

LATHE_CORE_TEST(TestSlurm)
#include "test_slurm.moc"
