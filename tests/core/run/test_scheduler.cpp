// SPDX-License-Identifier: GPL-3.0-or-later
// Which trial runs next and when a study is done, without a thread: the test tells the ends of the trials itself.
#include <QTemporaryDir>
#include <QtTest>

#include "core/run/scheduler.h"
#include "core/run/waiting_reasons.h"
#include "core/store/study_record.h"
#include "tests/core/run/file_size_limit.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;

namespace {

TrialResult ended(TrialEnding end, double loss = 0.5, std::map<std::string, double> more = {}) {
    TrialOutcome outcome;
    outcome.end = end;
    outcome.metrics = std::move(more);
    outcome.metrics["val_loss"] = loss;
    return outcome;
}

struct SchedulerBench {
    explicit SchedulerBench(search::Experiment experiment, int gpus = 0) : inventory(gpus) {
        experiment.purpose = search::Purpose::search;
        auto fake = std::make_unique<FakeExecutor>();
        executor = fake.get();
        scheduler.emplace(
            search::Purpose::search, experiment.search, new_study(experiment).value(),
            StudyRecorder::create(dir.path().toStdString(), experiment).value(),
            TrialLauncher(experiment, catalog, inventory, device::Leases(), Executors{std::move(fake), nullptr}),
            listener);
    }
    // What Session's thread does after commands.
    SessionStatus step() {
        scheduler->step();
        scheduler->publish(snapshot);
        return snapshot.status();
    }
    SessionStatus end(int number, const TrialResult& result = ended(TrialEnding::finished)) {
        scheduler->trial_ended(number, result);
        return step();
    }
    std::vector<int> started() const {
        std::vector<int> numbers;
        for (const auto& trial : executor->started()) numbers.push_back(trial->job.number);
        return numbers;
    }
    std::vector<TrialState> states() const {
        std::vector<TrialState> out;
        for (const auto& trial : snapshot.status().trials) out.push_back(trial.state);
        return out;
    }

    QTemporaryDir dir;
    config::Catalog catalog;
    FakeInventory inventory;
    NoListener listener;
    FakeExecutor* executor = nullptr;
    Snapshot snapshot;
    std::optional<Scheduler> scheduler;
};

config::Value params_with_lr(double lr) {
    config::Value params{config::Dict{}};
    params.as_dict().emplace_back("opt.lr", lr);
    return params;
}

}  // namespace

class TestScheduler : public QObject {
    Q_OBJECT

    using End = TrialEnding;
    using Numbers = std::vector<int>;
    using States = std::vector<TrialState>;

  private Q_SLOTS:
    void a_search_ends_after_so_many_trials_without_improvement() {
        auto experiment = fake_experiment(20, 1, "Random");
        experiment.search.no_improvement = 3;
        SchedulerBench bench(experiment);
        bench.scheduler->start();
        bench.step();
        const std::vector<double> losses = {0.5, 0.6, 0.4, 0.4, 0.9};
        for (std::size_t i = 0; i < losses.size(); ++i)
            QCOMPARE(bench.end(static_cast<int>(i), ended(End::finished, losses[i])).state, SessionState::running);
        const auto status = bench.end(5, ended(End::finished, 0.7));
        QCOMPARE(status.state, SessionState::finished);
        QCOMPARE(status.trials.size(), std::size_t{6});
        QVERIFY(status.message.find("no improvement in 3 trials") != std::string::npos);
    }

    void a_search_ends_when_little_is_expected_of_more_trials() {
        auto experiment = fake_experiment(60, 1, "GP");
        experiment.search.expected_regret = 0.5;  // of losses between 0 and 100
        SchedulerBench bench(experiment);
        bench.scheduler->start();
        SessionStatus status = bench.step();
        for (int i = 0; i < 60 && status.state == SessionState::running; ++i) {
            const double lr = status.trials.back().params.get("opt.lr")->as_number();
            status = bench.end(i, ended(End::finished, 100 * (lr - 0.3) * (lr - 0.3)));
        }
        QCOMPARE(status.state, SessionState::finished);
        QVERIFY2(status.trials.size() < 40, std::to_string(status.trials.size()).c_str());
        QVERIFY2(status.message.find("search.stop_when.expected_regret") != std::string::npos, status.message.c_str());
        QCOMPARE(store::read_study(status.folder)->message, status.message);
    }

    void the_best_trial_keeps_the_constraints() {
        auto experiment = fake_experiment(4, 1, "Random");
        experiment.search.constraints = {{"latency", search::Constraint::Side::at_most, 20}};
        SchedulerBench bench(experiment);
        bench.scheduler->start();
        bench.step();
        QVERIFY(!bench.end(0, ended(End::finished, 0.1, {{"latency", 30}})).best_trial);
        bench.end(1, ended(End::finished, 0.5, {{"latency", 20}}));
        bench.end(2, ended(End::finished, 0.2));
        const auto status = bench.end(3, ended(End::early_stopped, 0.3));
        QCOMPARE(status.best_trial, std::optional(1));
        QVERIFY(status.trials[0].violation > 0 && status.trials[1].violation == 0);
        QCOMPARE(status.trials[0].constrained, std::vector{30.0});
        QVERIFY(bench.states()[2] == TrialState::failed);  // it was never reported
        QVERIFY(status.trials[2].error.find("'latency' of search.constraints") != std::string::npos);
        QVERIFY(bench.states()[3] == TrialState::early_stopped && status.trials[3].violation > 0);
        // And so it is recorded, with what a journal alone tells.
        const auto study = store::read_study(status.folder);
        QCOMPARE(study->best()->number, 1);
        QCOMPARE(study->broken_by(study->trials[0]), std::string("latency <= 20"));
        std::filesystem::remove(store::trial_folder(status.folder, 0) / "trial.json");
        const auto by_journal = store::read_study(status.folder);
        QCOMPARE(by_journal->trials[0].constrained, std::vector{30.0});
        QCOMPARE(by_journal->best()->number, 1);
    }

    void a_tuner_that_chooses_among_others_says_which() {
        SchedulerBench bench(fake_experiment(3, 1, "Auto"));
        bench.scheduler->start();
        const auto status = bench.step();
        QCOMPARE(status.tuner.name, std::string("GP"));
        QVERIFY(!status.tuner.reason.empty());
    }

    void a_search_whose_first_trials_fail_alike_stops() {
        SchedulerBench bench(fake_experiment(25));
        bench.scheduler->start();
        bench.step();
        for (int i = 0; i < 2; ++i)
            QCOMPARE(bench.end(i, TrialFailure{"no data", {}, "line " + std::to_string(i)}).state,
                     SessionState::running);
        const auto status = bench.end(2, TrialFailure{"no data", {}});
        QCOMPARE(status.state, SessionState::failed);
        QVERIFY2(status.message.find("first 3 trials all failed for the same reason") != std::string::npos &&
                     status.message.find("no data") != std::string::npos,
                 status.message.c_str());
        // Mended and started again, it counts anew.
        bench.scheduler->start();
        QCOMPARE(bench.step().state, SessionState::running);
        bench.end(3);
        for (int i = 4; i < 8; ++i) QCOMPARE(bench.end(i, TrialFailure{"no data", {}}).state, SessionState::running);
    }

    void a_search_whose_trials_fail_for_several_reasons_goes_on() {
        SchedulerBench bench(fake_experiment(25));
        bench.scheduler->start();
        bench.step();
        bench.end(0, TrialFailure{"the loss is NaN at step 3", {}});
        for (int i = 1; i < 8; ++i)
            QCOMPARE(bench.end(i, TrialFailure{"the loss is NaN at step 7", {}}).state, SessionState::running);
    }

    void as_many_at_once_as_allowed_and_then_it_is_finished() {
        SchedulerBench bench(fake_experiment(3, 2));
        QCOMPARE(bench.step().state, SessionState::idle);
        QVERIFY(bench.started().empty());
        bench.scheduler->start();
        QCOMPARE(bench.step().state, SessionState::running);
        QCOMPARE(bench.started(), (Numbers{0, 1}));
        bench.end(1);
        QCOMPARE(bench.started(), (Numbers{0, 1, 2}));
        bench.end(0);
        QCOMPARE(bench.end(2).state, SessionState::finished);
        QCOMPARE(bench.states(), (States{3, TrialState::succeeded}));
    }

    void what_a_person_adds_runs_next() {
        SchedulerBench bench(fake_experiment(3));
        bench.scheduler->start();
        bench.step();
        bench.scheduler->add_trials({params_with_lr(0.5)}, QueueEnd::first);
        bench.scheduler->add_trials({params_with_lr(0.6)}, QueueEnd::first,
                                    search::Origin{search::Origin::How::clone, {}, {}, 0});
        auto status = bench.step();
        QCOMPARE(status.trials[1].waiting_for, std::string("waits for the running trial to end"));
        bench.end(0);
        bench.end(2);
        QCOMPARE(bench.started(), (Numbers{0, 2, 1}));
        const auto ended = bench.end(1);
        QVERIFY(ended.trials[2].params == params_with_lr(0.6));
        // In the journal and in trial.json stands which trial it was made from.
        const auto study = store::read_study(ended.folder).value();
        QVERIFY(!study.trials[1].from);
        QVERIFY(study.trials[2].from);
        QCOMPARE(study.trials[2].from->trial, std::optional(0));
        QVERIFY(study.trials[2].from->how == search::Origin::How::clone);
        const auto journal = store::read_study_journal(ended.folder).value();
        QVERIFY(std::ranges::any_of(journal.events, [](const store::TimedEvent& timed) {
            const auto* asked = std::get_if<store::event::Asked>(&timed.event);
            return asked && asked->trial == 2 && asked->from && asked->from->trial == 0;
        }));
    }

    // Never "Waiting" without a word.
    void who_waits_says_why_whatever_the_study_does() {
        SchedulerBench bench(fake_experiment(4));
        const auto reasons = [&] {
            std::vector<std::string> found;
            for (const auto& trial : bench.step().trials)
                if (trial.state == TrialState::waiting) found.push_back(trial.waiting_for);
            return found;
        };
        using Reasons = std::vector<std::string>;
        bench.scheduler->start();
        bench.step();
        bench.scheduler->add_trials({params_with_lr(0.5)}, QueueEnd::last);
        QCOMPARE(reasons(), Reasons{waiting::for_the_running});
        bench.scheduler->pause();
        QCOMPARE(reasons(), Reasons{waiting::paused});
        bench.scheduler->unpause();
        QCOMPARE(reasons(), Reasons{waiting::for_the_running});
        QVERIFY(!bench.step().stops_after_running);
        bench.scheduler->stop_after_running();
        QCOMPARE(reasons(), Reasons{waiting::no_more});
        QVERIFY(bench.step().stops_after_running);
        bench.scheduler->stop_after_running(false);
        QVERIFY(!bench.step().stops_after_running);
        QCOMPARE(reasons(), Reasons{waiting::for_the_running});
        bench.scheduler->stop();
        QCOMPARE(reasons(), Reasons{waiting::stopping});
        QCOMPARE(bench.end(0, ended(End::stopped)).state, SessionState::stopped);
        QCOMPARE(reasons(),
                 (Reasons{"was stopped at step 0, and goes on when the study is resumed", waiting::at_rest}));
        QVERIFY(!bench.step().stops_after_running);
        bench.scheduler->start();
        QCOMPARE(reasons(), Reasons{waiting::for_the_running});
        QVERIFY(!bench.step().stops_after_running);
    }

    void a_stop_waits_for_the_running_ones_and_they_go_on_first() {
        SchedulerBench bench(fake_experiment(3, 2));
        bench.scheduler->start();
        bench.step();
        bench.scheduler->stop();
        QCOMPARE(bench.step().state, SessionState::stopping);
        for (const auto& trial : bench.executor->started()) QVERIFY(trial->stop_requested);
        bench.end(0, ended(End::stopped));
        QCOMPARE(bench.end(1, ended(End::finished)).state, SessionState::stopped);
        QCOMPARE(bench.states(), (States{TrialState::waiting, TrialState::succeeded}));
        bench.scheduler->start();
        bench.step();
        QCOMPARE(bench.started(), (Numbers{0, 1, 0, 2}));
        QVERIFY(bench.executor->started()[2]->job.resume);
        QVERIFY(!bench.executor->started()[3]->job.resume);
    }

    void a_pause_holds_them_all() {
        SchedulerBench bench(fake_experiment(4, 2));
        bench.scheduler->start();
        bench.step();
        bench.scheduler->pause();
        bench.scheduler->pause();
        QCOMPARE(bench.step().state, SessionState::paused);
        for (const auto& trial : bench.executor->started()) QVERIFY(trial->paused);
        bench.end(0);
        QCOMPARE(bench.started(), (Numbers{0, 1}));  // nothing begins
        bench.scheduler->unpause();
        bench.step();
        QVERIFY(!bench.executor->started()[1]->paused);
        QCOMPARE(bench.started(), (Numbers{0, 1, 2}));
    }

    void no_more_after_the_running_ones() {
        SchedulerBench bench(fake_experiment(3));
        bench.scheduler->start();
        bench.step();
        bench.scheduler->stop_after_running();
        QCOMPARE(bench.step().state, SessionState::running);
        const auto status = bench.end(0);
        QCOMPARE(status.state, SessionState::stopped);
        QCOMPARE(status.message, std::string("stopped after the running trials; resume to go on"));
    }

    void a_canceled_trial_is_final_whether_it_ran_or_waited() {
        SchedulerBench bench(fake_experiment(1));
        bench.scheduler->start();
        bench.step();
        bench.scheduler->add_trials({params_with_lr(0.5)}, QueueEnd::last);
        for (const int number : {1, 0, 77, -1}) bench.scheduler->cancel_trial(number);
        bench.step();
        QVERIFY(bench.executor->started()[0]->stop_requested);
        QCOMPARE(bench.end(0, ended(End::stopped)).state, SessionState::finished);
        QCOMPARE(bench.states(), (States{2, TrialState::user_canceled}));
    }

    void a_failure_of_the_session_stops_it_and_its_trials_stay_resumable() {
        SchedulerBench bench(fake_experiment(3, 2));
        bench.scheduler->start();
        bench.step();
        const SessionFailure no_engine{Error{"the engine cannot be loaded", "install it", {}, {}, {}, 0, 0}};
        bench.end(0, no_engine);
        QVERIFY(bench.executor->started()[1]->stop_requested);
        const auto status = bench.end(1, ended(End::stopped));
        QCOMPARE(status.state, SessionState::failed);
        QCOMPARE(status.message, std::string("the engine cannot be loaded; install it"));
        QCOMPARE(bench.states(), (States{2, TrialState::waiting}));
        QCOMPARE(bench.started(), (Numbers{0, 1}));
    }

    void a_record_that_cannot_be_written_stops_it_and_it_goes_on_when_there_is_room() {
        SchedulerBench bench(fake_experiment(2));
        bench.scheduler->start();
        const auto journal = store::journal_path(bench.step().folder);
        {
            const FileSizeLimit full(std::filesystem::file_size(journal) + 10);
            bench.scheduler->report(0, 1, {{"val_loss", 1.0}});
            QVERIFY(bench.executor->started()[0]->stop_requested);
            const auto status = bench.end(0, ended(End::stopped));
            QCOMPARE(status.state, SessionState::failed);
            QVERIFY2(status.message.starts_with("the record cannot be written: "), status.message.c_str());
        }
        bench.scheduler->start();
        bench.step();
        bench.end(0);
        QCOMPARE(bench.end(1).state, SessionState::finished);
        QVERIFY(store::read_study(bench.snapshot.status().folder)->warnings.empty());
    }

    void a_device_that_this_machine_lacks_is_the_message() {
        auto experiment = fake_experiment(2);
        experiment.config.set("hw.device", "cuda:3");
        SchedulerBench bench(experiment);
        bench.scheduler->start();
        const auto status = bench.step();
        QCOMPARE(status.state, SessionState::failed);
        QCOMPARE(status.trials[0].waiting_for, status.message);
        QVERIFY(bench.started().empty());
    }

    void more_trials_after_the_end_begin_it_again() {
        SchedulerBench bench(fake_experiment(1));
        bench.scheduler->start();
        bench.step();
        QCOMPARE(bench.end(0, TrialFailure{"no data"}).message, std::string("no data"));
        bench.scheduler->rerun_failed();
        QCOMPARE(bench.step().state, SessionState::running);
        const auto again = bench.end(1);
        QCOMPARE(again.state, SessionState::finished);
        const auto record = store::read_trial_record(store::trial_folder(again.folder, 1)).value();
        QVERIFY(record.from && record.from->how == search::Origin::How::rerun);
        QCOMPARE(record.from->trial, std::optional(0));
        bench.scheduler->set_limits({3, 1, {}});
        bench.step();
        QCOMPARE(bench.started(), (Numbers{0, 1, 2}));
        QCOMPARE(bench.end(2).state, SessionState::finished);
    }

    void raised_limits_take_up_what_was_stopped_and_changed_ones_do_not() {
        SchedulerBench bench(fake_experiment(3));
        bench.scheduler->start();
        bench.step();
        bench.scheduler->stop_after_running();
        QCOMPARE(bench.end(0).state, SessionState::stopped);
        bench.scheduler->set_limits({3, 2, {}});
        QCOMPARE(bench.step().state, SessionState::stopped);
        bench.scheduler->set_limits({2, 1, {}});
        QCOMPARE(bench.step().state, SessionState::stopped);
        bench.scheduler->set_limits({4, 1, {}});
        QCOMPARE(bench.step().state, SessionState::running);
        bench.end(1);
        bench.end(2);
        bench.scheduler->stop_after_running();
        QCOMPARE(bench.end(3).state, SessionState::finished);
        bench.scheduler->set_limits({5, 1, {}});
        QCOMPARE(bench.step().state, SessionState::running);
    }

    void nothing_is_published_when_nothing_changed() {
        SchedulerBench bench(fake_experiment(2));
        bench.scheduler->start();
        const auto version = bench.step().version;
        QCOMPARE(bench.step().version, version);
        bench.scheduler->report(0, 1, {{"val_loss", 1.0}});
        QCOMPARE(bench.step().version, version + 1);
    }
};

LATHE_CORE_TEST(TestScheduler)
#include "test_scheduler.moc"
