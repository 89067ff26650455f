// SPDX-License-Identifier: GPL-3.0-or-later
// Trials as jobs of a cluster: jobs that end before their trials do, and a cluster that does not do what it should.
#include <signal.h>

#include <QJsonObject>
#include <QtTest>
#include <algorithm>

#include "core/run/slurm/talk_folder.h"
#include "tests/headless/slurm_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

class TestSlurmTrouble : public QObject {
    Q_OBJECT

    std::unique_ptr<SlurmFixture> slurm_;

  private Q_SLOTS:
    void init() { slurm_ = std::make_unique<SlurmFixture>(); }
    void cleanup() { slurm_.reset(); }

    // Slurm was set up anew meanwhile, and counts from 1 again.
    void a_strangers_job_of_the_same_number_is_left_alone() {
        auto process = slurm_->tune_and_hold();
        process->kill();
        process->waitForFinished();
        const QString job = slurm_->cluster().wait_for(1, "RUNNING");
        slurm_->cluster().fake({"stranger", job});
        const Ran ran = slurm_->ctl().run(slurm_->resume());
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(slurm_->cluster().jobs().size(), 5);
        // The session ends with the last trial's word, which its job may outlive by a moment.
        const auto stands = [&](const QJsonObject& one) {
            return one["state"].toString() == (one["id"] == job ? "SUSPENDED" : "COMPLETED");
        };
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(slurm_->cluster().jobs(), stands), 60'000);
        slurm_->compare_with_local(slurm_->first_study());
    }

    // It is queued again, and what it has to say cannot be written.
    void a_full_disk_is_no_end_of_a_trial() {
        auto process = slurm_->tune_and_hold();
        const QString job = slurm_->cluster().wait_for(1, "RUNNING");
        slurm_->cluster().fake({"limit", "300"});
        slurm_->cluster().fake({"preempt", job});
        const Ran ran = Lathectl::finish(*process);
        QVERIFY2(ran.code == 0, ran.err);
        for (const QJsonObject& one : slurm_->cluster().jobs())
            if (one["id"] == job) QCOMPARE(one["code"].toString(), QString("75:0"));
        QCOMPARE(slurm_->cluster().jobs().size(), 5);
        slurm_->compare_with_local(slurm_->first_study());
    }

    // Nothing of Lathe's has run: it says why, and no trial is at fault.
    void a_job_that_dies_before_its_trial_began_ends_the_session() {
        slurm_->cluster().fake({"lose_script", "on"});
        const Ran ran = slurm_->ctl().run(slurm_->tune());
        QVERIFY2(
            ran.code == 1 && ran.err.contains("the job ended before its trial began") && ran.err.contains("/nowhere"),
            ran.err);
        for (const auto& trial : slurm_->first_study().trials) QCOMPARE(trial.state, TrialState::waiting);
        slurm_->cluster().fake({"lose_script", "off"});
        const Ran again = slurm_->ctl().run(slurm_->resume());
        QVERIFY2(again.code == 0, again.err);
        slurm_->compare_with_local(slurm_->first_study());
    }

    // The time limit comes near, or another job is preferred.
    void a_trial_that_has_to_leave_goes_on_later_data() {
        QTest::addColumn<QString>("how");
        QTest::newRow("time limit") << "term";
        QTest::newRow("preempted") << "preempt";
    }
    void a_trial_that_has_to_leave_goes_on_later() {
        QFETCH(const QString, how);
        auto process = slurm_->tune_and_hold();
        const QString job = slurm_->cluster().wait_for(1, "RUNNING");
        slurm_->cluster().fake({how, job});
        const Ran ran = Lathectl::finish(*process);
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(slurm_->cluster().jobs().size(), 4);
        QCOMPARE(slurm_->first_study().trials.at(1).facts.int_or("slurm.restarts", 0), std::int64_t{1});
        slurm_->compare_with_local(slurm_->first_study());
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
        auto process = slurm_->tune_and_hold();
        slurm_->cluster().fake(QStringList{"end", slurm_->cluster().wait_for(1, "RUNNING")} + end);
        const Ran ran = Lathectl::finish(*process);
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(slurm_->cluster().jobs().size(), jobs);
        slurm_->compare_with_local(slurm_->first_study());
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
        slurm_->cluster().fake({"accounting", accounting});
        auto process = slurm_->tune_and_hold();
        slurm_->cluster().fake({"end", slurm_->cluster().wait_for(1, "RUNNING"), state});
        QCOMPARE(Lathectl::finish(*process).code, 1);
        const auto trials = slurm_->first_study().trials;
        QCOMPARE(trials.at(1).state, TrialState::failed);
        const auto error = QString::fromStdString(trials.at(1).error);
        QVERIFY2(error.contains(why), qPrintable(error));
        for (const std::size_t other : {0, 2, 3}) QCOMPARE(trials.at(other).state, TrialState::succeeded);
    }

    // Its worker has heard the same signal as at a time limit, and stopped with a checkpoint.
    void what_a_person_cancels_does_not_come_back() {
        auto process = slurm_->tune_and_hold();
        slurm_->cluster().fake({"cancel", slurm_->cluster().wait_for(1, "RUNNING")});
        QCOMPARE(Lathectl::finish(*process).code, 1);
        QCOMPARE(slurm_->cluster().jobs().size(), 4);
        QCOMPARE(slurm_->first_study().trials.at(1).state, TrialState::failed);
        const auto error = QString::fromStdString(slurm_->first_study().trials.at(1).error);
        QVERIFY2(error.startsWith("Slurm ended its job: CANCELLED by 1000"), qPrintable(error));
    }

    void a_controller_that_is_away_is_waited_for() {
        auto process = slurm_->tune_and_hold();
        slurm_->cluster().stop();
        slurm_->let_go();
        const auto end = QString::fromStdString(
            run::slurm::TalkFolder(store::trial_folder(slurm_->ctl().studies().at(0), 1), 1).from_worker().string());
        const auto has_ended = [&] {
            QFile file(end);
            return file.open(QIODevice::ReadOnly) && file.readAll().contains("\"event\":\"end\"");
        };
        QTRY_VERIFY_WITH_TIMEOUT(has_ended(),
                                 SlurmFixture::long_enough);  // without the controller, and unless it ended before
        slurm_->cluster().start();
        const Ran ran = Lathectl::finish(*process);
        QVERIFY2(ran.code == 0, ran.err);
        slurm_->compare_with_local(slurm_->first_study());
    }

    void what_slurm_refuses_stops_the_search() {
        slurm_->cluster().fake(
            {"refuse", "Batch job submission failed: Invalid account or account/partition combination"});
        const Ran ran = slurm_->ctl().run(slurm_->tune());
        QVERIFY2(ran.code == 1 && ran.err.contains("search.engine: Slurm does not take the job: "), ran.err);
        QCOMPARE(slurm_->first_study().trials.at(0).state, TrialState::waiting);
        slurm_->cluster().fake({"refuse", ""});
        QCOMPARE(slurm_->ctl().run(slurm_->resume()).code, 0);
        slurm_->compare_with_local(slurm_->first_study());
    }
};

LATHE_CORE_TEST(TestSlurmTrouble)
#include "test_slurm_trouble.moc"
