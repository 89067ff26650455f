// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl tune and resume through stops, crashes and a full disk.
#include <signal.h>
#include <sys/resource.h>

#include <QtTest>

#include "core/base/json.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

namespace {

void small_disk() {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{200'000, RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

}  // namespace

class TestTune : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;
    std::vector<double> expected_;  // objectives of the search when nothing disturbs it

    // Starts a search that waits in the trial's second epoch.
    std::unique_ptr<QProcess> start_and_hold(const QString& trial, const QStringList& more = {}) {
        ctl_->set("LATHE_FAKE_HOLD", trial + ":" + ctl_->file("here"));
        auto process = ctl_->start(QStringList{"tune", ctl_->experiment()} + more);
        while (process->state() != QProcess::NotRunning && !QFile::exists(ctl_->file("here"))) QTest::qWait(10);
        if (!QFile::exists(ctl_->file("here"))) qFatal("the trial did not come to its second epoch");
        ctl_->unset("LATHE_FAKE_HOLD");
        return process;
    }
    void resume_and_compare() {
        const Ran ran = ctl_->run({"resume", QString::fromStdString(ctl_->studies().at(0).string())});
        QVERIFY2(ran.code == 0, ran.err);
        const auto study = ctl_->study();
        QCOMPARE(study.state, store::StudyState::finished);
        QCOMPARE(study.trials.size(), expected_.size());
        for (std::size_t i = 0; i < expected_.size(); ++i) {
            QCOMPARE(study.trials[i].state, TrialState::succeeded);
            QCOMPARE(*study.trials[i].objective, expected_[i]);
            const auto series = store::EventFolderReader(store::trial_folder(study.folder, static_cast<int>(i))).poll();
            QCOMPARE(series.at("train_loss").size(), 12u);
            QCOMPARE(series.at("val_loss").size(), 3u);
        }
    }

  private Q_SLOTS:
    void initTestCase() {
        Lathectl ctl(LATHECTL, LATHE_FAKE_ENGINE);
        const Ran ran = ctl.run({"tune", ctl.experiment()});
        QVERIFY2(ran.code == 0, ran.err);
        for (const auto& trial : ctl.study().trials) expected_.push_back(*trial.objective);
        QCOMPARE(expected_.size(), 4u);
    }
    void init() { ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE); }

    void trials_workspace_and_json() {
        const Ran ran = ctl_->run({"tune", ctl_->experiment(), "--trials", "2", "--json"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY2(json, ran.out);
        QCOMPARE(json->at("trials").size(), 2u);
        QCOMPARE(ran.err.count("SUCCEEDED"), 2);  // a plain line a trial
    }

    void some_fail_and_the_others_go_on() {
        ctl_->set("LATHE_FAKE_FAIL", "0001");
        const Ran ran = ctl_->run({"tune", ctl_->experiment()});
        QCOMPARE(ran.code, 1);  // a trial failed
        const auto study = ctl_->study();
        QCOMPARE(study.state, store::StudyState::finished);
        QCOMPARE(study.trials.at(1).state, TrialState::failed);
        QCOMPARE(study.trials.at(3).state, TrialState::succeeded);
    }

    void all_failed_is_exit_1() {
        ctl_->set("LATHE_FAKE_FAIL", "all");
        const Ran ran = ctl_->run({"tune", ctl_->experiment()});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("error: the first 3 trials all failed for the same reason"), ran.err);
        QCOMPARE(ctl_->study().state, store::StudyState::failed);
    }

    void a_kill_in_the_middle_and_resume() {
        auto process = start_and_hold("0002");
        process->kill();  // SIGKILL
        QCOMPARE(Lathectl::finish(*process).code, 128 + SIGKILL);
        QCOMPARE(ctl_->study().state, store::StudyState::interrupted);
        resume_and_compare();
    }

    void signals_stop_and_resume_goes_on_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        // What is ignored here, as under nohup, lathectl ignores too.
        struct sigaction hang_up {};
        if (::sigaction(SIGHUP, nullptr, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN)
            QTest::newRow("SIGHUP") << SIGHUP;
    }
    void signals_stop_and_resume_goes_on() {
        QFETCH(int, number);
        auto process = start_and_hold("0001");
        ::kill(static_cast<pid_t>(process->processId()), number);
        const Ran ran = Lathectl::finish(*process);
        QCOMPARE(ran.code, 128 + number);
        QVERIFY2(ran.err.contains("lathectl resume"), ran.err);
        const auto study = ctl_->study();
        QCOMPARE(study.state, store::StudyState::interrupted);
        QCOMPARE(study.trials.at(1).state, TrialState::waiting);
        QVERIFY(study.warnings.empty());
        resume_and_compare();
    }

    void a_second_interrupt_quits_at_once() {
        ctl_->set("LATHE_FAKE_STUBBORN", "1");
        auto process = start_and_hold("0000");
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QByteArray err;
        while (!err.contains("again to quit") && process->waitForReadyRead(60'000))
            err += process->readAllStandardError();
        QTRY_VERIFY_WITH_TIMEOUT((err += process->readAllStandardError()).contains("again to quit"), 60'000);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QCOMPARE(Lathectl::finish(*process).code, 130);
        ctl_->unset("LATHE_FAKE_STUBBORN");
        resume_and_compare();
    }

    void a_second_resume_is_refused() {
        auto process = start_and_hold("0001");
        const Ran ran = ctl_->run({"resume", QString::fromStdString(ctl_->studies().at(0).string())});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains(QByteArray::number(process->processId())), ran.err);
        process->kill();
        process->waitForFinished();
        resume_and_compare();
    }

    void a_torn_last_line_is_dropped() {
        auto process = start_and_hold("0002");
        process->kill();
        process->waitForFinished();
        QFile journal(QString::fromStdString((ctl_->studies().at(0) / "study.jsonl").string()));
        QVERIFY(journal.open(QIODevice::Append));
        journal.write("{\"event\": \"asked\", \"tri");
        journal.close();
        resume_and_compare();
    }

    void a_full_disk_ends_with_exit_1_and_can_be_resumed() {
        ctl_->set("LATHE_FAKE_SCALARS", "20000");
        const Ran ran = ctl_->run({"tune", ctl_->experiment()}, small_disk);
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("error: the record cannot be written"), ran.err);
        QVERIFY(ctl_->study().state != store::StudyState::finished);
        ctl_->unset("LATHE_FAKE_SCALARS");
        resume_and_compare();
    }

    void resume_takes_new_limits() {
        QCOMPARE(ctl_->run({"tune", ctl_->experiment(), "--trials", "2"}).code, 0);
        const QString folder = QString::fromStdString(ctl_->studies().at(0).string());
        const Ran ran = ctl_->run({"resume", folder, "--trials", "4"});
        QVERIFY2(ran.code == 0, ran.err);
        resume_and_compare();  // nothing is left to do
    }
};

LATHE_CORE_TEST(TestTune)
#include "test_tune.moc"
