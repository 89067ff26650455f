// SPDX-License-Identifier: GPL-3.0-or-later
// A study being run, with training that the test conducts: what it records, and how it ends.
#include <chrono>
#include <cmath>
#include <filesystem>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>

#include <QtTest>

#include "core/base/files.h"
#include "core/run/session.h"
#include "core/store/event_file.h"
#include "core/store/study_record.h"
#include "tests/core/run/fixtures.h"
#include "tests/core/run/session_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;

class TestSession : public QObject, protected SessionBench {
    Q_OBJECT

  private Q_SLOTS:
    void init() { renew(); }

    void one_trial_with_the_config_as_it_is() {
        auto session = make(fake_experiment(5), search::Purpose::trial);
        QCOMPARE(run(*session), SessionState::finished);
        const auto status = session->status();
        QCOMPARE(status.trials.size(), 1u);
        QCOMPARE(status.trials[0].state, TrialState::succeeded);
        QCOMPARE(status.trials[0].step, std::int64_t{12});
        QCOMPARE(status.trials[0].total_steps, std::int64_t{12});
        const auto trial = record(status, 0);
        QCOMPARE(trial.device, std::string("cpu"));
        QCOMPARE(trial.steps, std::int64_t{12});
        QCOMPARE(trial.epochs, std::int64_t{3});
        QVERIFY(trial.start && trial.end && *trial.start <= *trial.end);
        QVERIFY(trial.metrics.get("test_loss"));
        QCOMPARE(trial.facts.int_or("seed", 0), std::int64_t{42});
        QVERIFY(!trial.facts.string_or("host", "").empty());
    }

    void the_folder_holds_the_whole_record() {
        auto session = make(fake_experiment(2));
        QCOMPARE(run(*session), SessionState::finished);
        const auto folder = session->status().folder;
        QCOMPARE(read_file(folder / "source/experiment.yaml").value(), fake_experiment(2).text);
        for (const char* name : {"config.yaml", "params.json", "trial.json", "hparams.yaml", "metrics.csv", "log.txt"})
            QVERIFY2(std::filesystem::exists(folder / "trials/0001" / name), name);
        const auto params = parse_json(read_file(folder / "trials/0001/params.json").value()).value();
        QVERIFY(config::from_json(params) == session->status().trials[1].params);
        const auto series = store::EventFolderReader(folder / "trials/0001").poll();
        QCOMPARE(series.at("train_loss").size(), 12u);
        QCOMPARE(series.at("val_loss").back().step, std::int64_t{12});
        const auto study = store::read_study(folder).value();
        QCOMPARE(study.state, store::StudyState::finished);
        QCOMPARE(study.trials.size(), 2u);
        QVERIFY(study.warnings.empty());
    }

    void a_search_asks_as_often_as_it_may() {
        auto session = make(fake_experiment(5));
        const auto version = session->status().version;
        QCOMPARE(run(*session), SessionState::finished);
        const auto status = session->status();
        QCOMPARE(status.trials.size(), 5u);
        double best = 1e9;
        int best_trial = -1;
        for (const auto& trial : status.trials) {
            QCOMPARE(trial.state, TrialState::succeeded);
            if (*trial.objective < best) best = *trial.objective, best_trial = trial.number;
        }
        QCOMPARE(status.best_trial, std::optional<int>(best_trial));
        QVERIFY(status.version >= version + 5);
        QVERIFY(!session->mailbox().drain().empty());
    }

    void the_objective_is_the_last_value_unless_best_is_asked_for() {
        for (const bool use_best : {false, true}) {
            bench_->training.loss = [](const TrialContext&, int epoch) { return epoch == 2 ? 0.5 : epoch; };
            auto experiment = fake_experiment(1);
            experiment.search.objective->use_best = use_best;
            auto session = make(std::move(experiment));
            run(*session);
            const auto trial = record(session->status(), 0);
            QCOMPARE(trial.objective_last, std::optional<double>(3));
            QCOMPARE(trial.objective_best, std::optional<double>(0.5));
            QCOMPARE(trial.objective, std::optional<double>(use_best ? 0.5 : 3));
        }
    }

    void whatever_is_thrown_is_a_failure_with_a_sentence_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("std::exception") << 0 << "the network does not fit";
        QTest::newRow("an int") << 1 << "no std::exception";
        QTest::newRow("no memory") << 2 << "out of memory";
        QTest::newRow("lines of a stack trace") << 3 << "the first line";
    }
    void whatever_is_thrown_is_a_failure_with_a_sentence() {
        QFETCH(int, kind);
        QFETCH(QString, sentence);
        bench_->training.at_start = [kind](TrialContext& context) {
            if (context.folder.filename() != "0000") return;
            if (kind == 0) throw std::runtime_error("the network does not fit");
            if (kind == 1) throw 5;
            if (kind == 2) throw std::bad_alloc();
            throw std::runtime_error("the first line\nframe #0: main");
        };
        auto session = make(fake_experiment(2));
        QCOMPARE(run(*session), SessionState::finished);  // the other trial goes on
        const auto status = session->status();
        QCOMPARE(status.trials[0].state, TrialState::failed);
        QVERIFY2(QString::fromStdString(status.trials[0].error).contains(sentence), status.trials[0].error.c_str());
        QVERIFY(status.trials[0].error.find('\n') == std::string::npos);
        QVERIFY(!status.trials[0].objective);
        QCOMPARE(status.trials[1].state, TrialState::succeeded);
        QCOMPARE(record(status, 0).error, status.trials[0].error);
        QVERIFY(read_file(status.folder / "trials/0000/log.txt")->find("failed: ") != std::string::npos);
    }

    void all_failed_is_not_done() {
        bench_->training.at_start = [](TrialContext&) { throw std::runtime_error("no data"); };
        auto session = make(fake_experiment(3));
        QCOMPARE(run(*session), SessionState::failed);
        QCOMPARE(session->status().trials.size(), 3u);
        QVERIFY2(session->status().message.find("all 3 trials failed, the first: no data") != std::string::npos,
                 session->status().message.c_str());
        QCOMPARE(store::read_study(session->status().folder)->state, store::StudyState::failed);
    }

    void a_nan_at_the_end_is_a_failure_and_never_best() {
        bench_->training.loss = [](const TrialContext& context, int) {
            return context.folder.filename() == "0000" ? std::nan("") : 1.0;
        };
        auto session = make(fake_experiment(2));
        QCOMPARE(run(*session), SessionState::finished);
        QCOMPARE(session->status().best_trial, std::optional<int>(1));
        const auto broken = record(session->status(), 0);
        QCOMPARE(broken.state, TrialState::failed);
        QCOMPARE(broken.error, std::string("the objective 'val_loss' is not a number at the end of the trial"));
        QVERIFY(!broken.objective);
        QVERIFY(store::read_study(session->status().folder)->warnings.empty());
    }

    void an_objective_that_nothing_reports_fails_and_names_what_is_there() {
        auto experiment = fake_experiment(1);
        experiment.search.objective->metric = "val_f1";
        auto session = make(std::move(experiment));
        QCOMPARE(run(*session), SessionState::failed);
        const auto error = session->status().trials[0].error;
        QVERIFY2(error.find("val_f1") != std::string::npos && error.find("val_loss") != std::string::npos,
                 error.c_str());
    }

    void two_at_once() {
        Door door;
        bench_->training.at_start = [&](TrialContext& context) { door.wait(context.stop); };
        auto session = make(fake_experiment(4, 2));
        session->start();
        door.wait_until_somebody_waits(2);
        const auto status = session->status();
        door.open();
        QCOMPARE(session->wait(), SessionState::finished);
        QCOMPARE(session->status().trials.size(), 4u);
        for (const auto& trial : session->status().trials) QCOMPARE(trial.state, TrialState::succeeded);
    }

    void after_the_time_no_trial_begins() {
        auto experiment = fake_experiment(1000);
        experiment.search.max_duration = std::chrono::milliseconds(1);
        bench_->training.at_start = [](TrialContext&) { QThread::msleep(2); };
        auto session = make(std::move(experiment));
        QCOMPARE(run(*session), SessionState::finished);
        QVERIFY(session->status().trials.size() <= 1);
    }

    void the_tuner_knows_how_many_trials_there_may_be() {
        auto session = make(fake_experiment(4, 1, "Auto"));
        QCOMPARE(run(*session), SessionState::finished);
        QVERIFY(session->status().tuner.reason.find("of 4 trials in all") != std::string::npos);
        session->set_limits({6, 1, {}});
        QCOMPARE(session->wait(), SessionState::finished);
        QVERIFY(session->status().tuner.reason.find("of 6 trials in all") != std::string::npos);
    }

    void without_a_number_of_trials_it_goes_on_until_the_space_is_exhausted() {
        auto experiment = fake_experiment(10, 2);
        const auto space = parse_json(R"({"opt.lr": {"_type": "quniform", "_value": [0.0, 1.0, 0.05]}})");
        experiment.space = *space::Space::parse(config::from_json(*space));
        experiment.search.max_trials.reset();
        experiment.search.max_duration = std::chrono::hours(1000);
        auto session = make(std::move(experiment));
        QCOMPARE(run(*session), SessionState::finished);
        const auto status = session->status();
        QVERIFY(!status.limits.max_trials);
        QCOMPARE(status.trials.size(), 21u);
        const auto study = store::read_study(status.folder).value();
        QVERIFY(!study.max_trials);
        QCOMPARE(study.trials.size(), 21u);
    }

    void gpus_are_leased_and_waiting_is_explained() {
        bench_->inventory = std::make_unique<FakeInventory>(1);
        Door door;
        bench_->training.at_start = [&](TrialContext& context) { door.wait(context.stop); };
        auto experiment = fake_experiment(2, 2);
        experiment.search.devices.per_trial = 1;
        auto session = make(std::move(experiment));
        session->start();
        door.wait_until_somebody_waits();
        QTRY_VERIFY(session->status().trials.size() == 2);
        const auto status = session->status();
        QCOMPARE(status.trials[0].device, std::string("cuda:0"));
        QCOMPARE(status.trials[1].state, TrialState::waiting);
        QVERIFY2(status.trials[1].waiting_for.find("cuda:0 is used by trial 0") != std::string::npos,
                 status.trials[1].waiting_for.c_str());
        door.open();
        QCOMPARE(session->wait(), SessionState::finished);
        QCOMPARE(session->status().trials[1].device, std::string("cuda:0"));
    }

    void a_device_that_is_not_there_stops_with_the_reason() {
        auto experiment = fake_experiment(2);
        experiment.config.set("hw.device", "cuda:3");
        auto session = make(std::move(experiment));
        QCOMPARE(run(*session), SessionState::failed);
        QVERIFY2(session->status().message.find("needs 1 GPU") != std::string::npos, session->status().message.c_str());
    }

    void early_stopped_with_its_reason_and_result() {
        bench_->training.loss = [](const TrialContext& context, int epoch) {
            return context.folder.filename() == "0003" ? 100.0 : 1.0 / epoch;
        };
        auto experiment = fake_experiment(4);
        experiment.search.assessor = search::Algorithm{"Medianstop", config::Value(config::Dict{})};
        experiment.search.assessor->args.set("start_step", 1);
        auto session = make(std::move(experiment));
        QCOMPARE(run(*session), SessionState::finished);
        const auto status = session->status();
        QCOMPARE(status.trials[3].state, TrialState::early_stopped);
        QVERIFY(!status.trials[3].error.empty());
        QCOMPARE(status.trials[3].objective, std::optional<double>(100.0));
    }
};

LATHE_CORE_TEST(TestSession)
#include "test_session.moc"
