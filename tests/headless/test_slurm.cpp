// SPDX-License-Identifier: GPL-3.0-or-later
// Trials as jobs of a cluster: what a search there is like, and that it is the same as here.
#include <signal.h>

#include <QJsonObject>
#include <QSet>
#include <QtTest>

#include "core/run/session.h"
#include "core/run/slurm/talk_folder.h"
#include "core/search/experiment_file.h"
#include "tests/headless/slurm_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

namespace {

class OnlyCpu final : public device::Inventory {
  public:
    std::vector<device::Device> list() override { return {device::Device{}}; }
};

}  // namespace

class TestSlurm : public QObject {
    Q_OBJECT

    std::unique_ptr<SlurmFixture> slurm_;

  private Q_SLOTS:
    void init() { slurm_ = std::make_unique<SlurmFixture>(); }
    void cleanup() { slurm_.reset(); }

    void the_same_numbers_as_on_this_machine() {
        const Ran ran = slurm_->ctl().run(slurm_->tune());
        QVERIFY2(ran.code == 0, ran.err);
        // A trial has ended before its job has: that still leaves.
        QTRY_COMPARE_WITH_TIMEOUT(slurm_->cluster().states(), QStringList(4, "COMPLETED"), 60'000);
        const auto study = slurm_->first_study();
        for (const auto& trial : study.trials) QVERIFY(!trial.facts.string_or("slurm.job", "").empty());
        slurm_->compare_with_local(study);
    }

    void the_experiment_may_ask_for_it() {
        const QString changed = slurm_->experiment_with(
            "engine: {name: slurm, partition: long, gpus: 0, cpus: 3, time: 90m, args: [--mem=1G]}");
        const Ran ran = slurm_->ctl().run({"run", changed});
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(slurm_->cluster().jobs().size(), 1);
        const auto options = slurm_->cluster().jobs().front()["options"].toVariant().toStringList();
        for (const char* option : {"--partition=long", "--time=90", "--mem=1G", "--signal=B:TERM@60", "--requeue",
                                   "--cpus-per-task=3", "--nodes=1"})
            QVERIFY2(options.contains(option), option);
    }

    // The assessor's answers come through files, too.
    void a_hopeless_trial_is_stopped() {
        const QString changed = slurm_->experiment_with("assessor: {name: Medianstop, args: {start_step: 1}}");
        for (const char* engine : {"slurm", "local"})
            QCOMPARE(slurm_->ctl().run({"tune", changed, "--engine", engine, "--name", engine, "--trials", "8"}).code,
                     0);
        const auto there = slurm_->first_study();
        const auto here = store::read_study(slurm_->ctl().studies().back()).value();
        int stopped = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            QCOMPARE(there.trials.at(i).state, here.trials.at(i).state);
            QCOMPARE(*there.trials.at(i).objective, *here.trials.at(i).objective);
            stopped += there.trials.at(i).state == TrialState::early_stopped ? 1 : 0;
        }
        QVERIFY(stopped > 0);
    }

    void a_trial_in_the_queue_says_why_it_waits() {
        slurm_->cluster().fake({"slots", "0"});
        for (const char* name : {"PATH", "FAKE_SLURM", "LATHE_ENGINE"})
            qputenv(name, QByteArray(name) == "PATH"         ? slurm_->cluster().path().toLocal8Bit()
                          : QByteArray(name) == "FAKE_SLURM" ? slurm_->cluster().folder().toLocal8Bit()
                                                             : QByteArray(LATHE_FAKE_ENGINE));
        config::Catalog catalog;
        OnlyCpu inventory;
        run::SessionServices services;
        services.catalog = &catalog;
        services.inventory = &inventory;
        services.lathectl = LATHECTL;
        services.program_tools.supervisor = QString(LATHECTL).replace("lathectl", "lathe-supervise").toStdString();
        services.slurm_look = std::chrono::milliseconds(100);
        auto experiment = search::load_experiment(slurm_->ctl().experiment().toStdString(), catalog,
                                                  {.overrides = {}, .purpose = search::Purpose::search});
        QVERIFY(experiment);
        experiment->search.engine.kind = search::EngineKind::slurm;
        auto session = run::Session::create(std::move(*experiment), search::Purpose::search,
                                            slurm_->ctl().file("runs").toStdString(), services);
        QVERIFY(session);
        (*session)->start();
        const auto first = [&] {
            const auto trials = (*session)->status().trials;
            return trials.empty() ? run::TrialStatus() : trials.front();
        };
        QTRY_VERIFY_WITH_TIMEOUT(first().waiting_for == "Slurm: Resources (job 1)", SlurmFixture::long_enough);
        QCOMPARE(first().state, TrialState::waiting);
        (*session)->cancel_trial(0);
        QTRY_COMPARE_WITH_TIMEOUT(first().state, TrialState::user_canceled, SlurmFixture::long_enough);
        QCOMPARE(slurm_->cluster().jobs().front()["state"].toString(), QString("CANCELLED by 1000"));
        slurm_->cluster().fake({"slots", "4"});
        QCOMPARE((*session)->wait(), run::SessionState::finished);
        QCOMPARE((*session)->status().trials.at(3).state, TrialState::succeeded);
        session->reset();
        qputenv("PATH", qgetenv("PATH").mid(slurm_->cluster().folder().size() + 1));
        for (const char* name : {"FAKE_SLURM", "LATHE_ENGINE"}) qunsetenv(name);
    }

    void a_stop_takes_jobs_out_of_the_queue_data() {
        QTest::addColumn<QString>("engine");
        QTest::newRow("goes on there") << "slurm";
        QTest::newRow("goes on here") << "local";
    }
    void a_stop_takes_jobs_out_of_the_queue() {
        QFETCH(const QString, engine);
        slurm_->cluster().fake({"slots", "1"});
        slurm_->ctl().set("LATHE_FAKE_HOLD", "0000:" + slurm_->here());
        auto process = slurm_->ctl().start(slurm_->tune());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(slurm_->here()), SlurmFixture::long_enough);
        const QString waiting = slurm_->cluster().wait_for(1, "PENDING");
        slurm_->cluster().fake({"slots", "0"});  // what ends makes no room for it
        ::kill(static_cast<pid_t>(process->processId()), SIGTERM);
        QCOMPARE(Lathectl::finish(*process).code, 143);
        QCOMPARE(slurm_->cluster().wait_for(1, "CANCELLED by 1000"), waiting);
        QVERIFY(!slurm_->cluster().wait_for(0, "COMPLETED").isEmpty());
        QCOMPARE(slurm_->first_study().trials.at(0).state, TrialState::waiting);
        slurm_->ctl().unset("LATHE_FAKE_HOLD");
        slurm_->cluster().fake({"slots", "4"});
        const Ran ran = slurm_->ctl().run(slurm_->resume() + QStringList{"--engine", engine});
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(slurm_->cluster().jobs().size(), engine == "slurm" ? 6 : 2);
        slurm_->compare_with_local(slurm_->first_study());
    }

    void a_trial_that_does_not_stop_is_cancelled() {
        slurm_->ctl().set("LATHE_FAKE_STUBBORN", "1");
        slurm_->ctl().set("LATHE_GOODBYE", "200ms");
        auto process = slurm_->tune_and_hold();
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        // SIGTERM alone does not end it; Slurm's SIGKILL does.
        const QString job = slurm_->cluster().wait_for(1, "COMPLETING");
        QVERIFY(!job.isEmpty());
        slurm_->cluster().fake({"kill", job});
        QCOMPARE(Lathectl::finish(*process).code, 130);
        QCOMPARE(slurm_->first_study().trials.at(1).state, TrialState::waiting);
    }

    void a_session_that_is_killed_takes_up_what_runs_data() {
        QTest::addColumn<bool>("ends_before");
        QTest::newRow("still running") << false;
        QTest::newRow("ended meanwhile") << true;
    }
    void a_session_that_is_killed_takes_up_what_runs() {
        QFETCH(const bool, ends_before);
        auto process = slurm_->tune_and_hold();
        process->kill();
        process->waitForFinished();
        const Ran refused = slurm_->ctl().run(slurm_->resume() + QStringList{"--engine", "local"});
        QVERIFY2(refused.code == 2 && refused.err.contains("may still run as job"), refused.err);
        const auto go_on = slurm_->resume() + QStringList{"--engine", "slurm"};
        if (ends_before) {
            slurm_->let_go();
            QVERIFY(!slurm_->cluster().wait_for(1, "COMPLETED").isEmpty());
        }
        auto again = slurm_->ctl().start(go_on);
        if (!ends_before) {
            // Another trial than those that were begun shows that this session works.
            QVERIFY(!slurm_->cluster().wait_for(3, "COMPLETED").isEmpty());
            slurm_->let_go();
        }
        const Ran ran = Lathectl::finish(*again);
        QVERIFY2(ran.code == 0, ran.err);
        QTRY_COMPARE_WITH_TIMEOUT(slurm_->cluster().states(), QStringList(4, "COMPLETED"),
                                  60'000);  // no job is there twice
        slurm_->compare_with_local(slurm_->first_study());
    }

    // The session dies between the submission and its record.
    void a_job_that_was_not_recorded_is_found_by_its_name() {
        slurm_->cluster().fake({"slots", "0"});
        auto process = slurm_->ctl().start(slurm_->tune());
        QVERIFY(!slurm_->cluster().wait_for(0, "PENDING").isEmpty() &&
                !slurm_->cluster().wait_for(1, "PENDING").isEmpty());
        process->kill();
        process->waitForFinished();
        for (int trial = 0; trial < 2; ++trial)
            QFile::remove(QString::fromStdString(
                run::slurm::TalkFolder(store::trial_folder(slurm_->ctl().studies().at(0), trial), 1)
                    .submitted()
                    .string()));
        slurm_->cluster().fake({"slots", "4"});
        const Ran ran = slurm_->ctl().run(slurm_->resume());
        QVERIFY2(ran.code == 0, ran.err);
        QTRY_COMPARE_WITH_TIMEOUT(slurm_->cluster().states(), QStringList(4, "COMPLETED"), 60'000);
        slurm_->compare_with_local(slurm_->first_study());
    }

    void a_second_job_of_a_trial_touches_nothing() {
        auto process = slurm_->tune_and_hold();
        const auto talk = run::slurm::TalkFolder(store::trial_folder(slurm_->ctl().studies().at(0), 1), 1);
        const QString folder = QString::fromStdString(talk.path().string());
        slurm_->ctl().set("SLURM_JOB_ID", "99");
        const Ran second = slurm_->ctl().run({"worker", "--folder", folder});
        QVERIFY2(second.code == 2 && second.err.contains("runs this trial already"), second.err);
        slurm_->ctl().unset("SLURM_JOB_ID");
        slurm_->let_go();
        QCOMPARE(Lathectl::finish(*process).code, 0);
        slurm_->compare_with_local(slurm_->first_study());
    }

    void without_slurm_it_is_refused_at_once() {
        slurm_->ctl().set("PATH", "/nowhere");
        const Ran ran = slurm_->ctl().run(slurm_->tune());
        QVERIFY2(ran.code == 2 && ran.err.contains("sbatch of Slurm is not found"), ran.err);
        QVERIFY(slurm_->ctl().studies().empty());
    }

    void several_devices_are_tasks_of_srun_data() {
        QTest::addColumn<int>("nodes");
        QTest::newRow("one node") << 1;
        QTest::newRow("two nodes") << 2;
    }
    void several_devices_are_tasks_of_srun() {
        QFETCH(const int, nodes);
        const QString changed =
            slurm_->experiment_with("engine: {name: slurm, nodes: " + QByteArray::number(nodes) + "}");
        const Ran ran = slurm_->ctl().run({"tune", changed, "hw.devices=2", "--trials", "2"});
        QVERIFY2(ran.code == 0, ran.err);
        for (const QJsonObject& job : slurm_->cluster().jobs()) {
            const auto options = job["options"].toVariant().toStringList();
            for (const QString& option :
                 {QString("--ntasks=2"), QString("--nodes=%1").arg(nodes), QString("--signal=TERM@60")})
                QVERIFY2(options.contains(option), qPrintable(option));
        }
        for (const auto& trial : slurm_->first_study().trials) {
            QCOMPARE(trial.state, TrialState::succeeded);
            QCOMPARE(trial.facts.int_or("ranks", 0), std::int64_t{2});
            QVERIFY(fs::exists(store::trial_folder(slurm_->first_study().folder, trial.number) / "rank-1"));
        }
    }

    void what_fails_on_several_devices_says_why() {
        slurm_->ctl().set("LATHE_FAKE_FAIL", "0001");
        const Ran ran = slurm_->ctl().run(slurm_->tune() + QStringList{"hw.devices=2"});
        QCOMPARE(ran.code, 1);
        QCOMPARE(slurm_->first_study().trials.at(1).error, std::string("the network does not fit the images"));
    }

    // It may fail before all have met: the first must not wait for it as long as it would for one that is slow.
    void a_rank_that_fails_is_not_waited_for() {
        slurm_->ctl().set("LATHE_FAKE_FAIL", "0001");
        slurm_->ctl().set("LATHE_FAKE_RANK", "1");
        slurm_->ctl().set("LATHE_FAKE_HOLD", "0001:" + slurm_->ctl().file("waits"));
        slurm_->ctl().set("LATHE_FAKE_STUBBORN", "1");
        const Ran ran = slurm_->ctl().run(slurm_->tune() + QStringList{"hw.devices=2"});
        QCOMPARE(ran.code, 1);
        QCOMPARE(slurm_->first_study().trials.at(1).error, std::string("rank 1: the network does not fit the images"));
    }

    // What is asked for at once is one array, unless Slurm does not take it.
    void trials_that_begin_together_are_an_array_data() {
        QTest::addColumn<QString>("most_element");
        QTest::addColumn<int>("submissions");
        QTest::newRow("as Slurm is") << "1000" << 1;
        QTest::newRow("element too high") << "2" << 4;
    }
    void trials_that_begin_together_are_an_array() {
        QFETCH(const QString, most_element);
        QFETCH(const int, submissions);
        slurm_->ctl().set("LATHE_SLURM_LOOK", "1s");  // so long the first waits for the others
        slurm_->cluster().fake({"most_element", most_element});
        const Ran ran = slurm_->ctl().run(
            {"tune", slurm_->ctl().experiment(), "--engine", "slurm", "--concurrency", "4", "--trials", "4"});
        QVERIFY2(ran.code == 0, ran.err);
        QSet<QString> names;
        for (const QJsonObject& job : slurm_->cluster().jobs()) names.insert(job["name"].toString());
        QCOMPARE(names.size(), submissions);
        QTRY_COMPARE_WITH_TIMEOUT(slurm_->cluster().states(), QStringList(4, "COMPLETED"), 60'000);
        slurm_->compare_with_local(slurm_->first_study());
    }

    void more_nodes_than_devices_are_refused() {
        const QString changed = slurm_->experiment_with("engine: {name: slurm, nodes: 3}");
        const Ran ran = slurm_->ctl().run({"tune", changed, "hw.devices=2"});
        QVERIFY2(ran.code == 2 && ran.err.contains("search.engine.nodes"), ran.err);
        QVERIFY(slurm_->ctl().studies().empty());
    }
};

LATHE_CORE_TEST(TestSlurm)
#include "test_slurm.moc"
