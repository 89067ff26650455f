// SPDX-License-Identifier: GPL-3.0-or-later
// Tuners that give budgets and checkpoints: what reaches the trial, and what a resumed session knows of it.
#include <QTemporaryDir>
#include <QtTest>

#include "core/run/session.h"
#include "core/store/study_record.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

// The epochs that each trial trained, by trial.
class Epochs {
  public:
    void add(const std::filesystem::path& folder, int epoch) {
        const std::lock_guard guard(mutex_);
        by_trial_[std::stoi(folder.filename().string())].push_back(epoch);
    }
    std::vector<int> of(int trial) {
        const std::lock_guard guard(mutex_);
        return by_trial_[trial];
    }

  private:
    std::mutex mutex_;
    std::map<int, std::vector<int>> by_trial_;
};

search::Experiment experiment_with(const std::string& tuner, config::Value args, int trials) {
    auto experiment = fake_experiment(trials, 1, tuner);
    experiment.search.tuner.args = std::move(args);
    return experiment;
}

}  // namespace

class TestBudget : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path path() const { return folder_.path().toStdString(); }

  private Q_SLOTS:
    // 9 trials of 1 epoch, 3 of 3, 1 of 9; a promoted trial trains only the epochs that its checkpoint lacks.
    void hyperband_trains_each_epoch_once() {
        Workbench bench;
        Epochs epochs;
        bench.training.after_epoch = [&](TrialContext& context, int epoch) { epochs.add(context.folder, epoch); };
        auto session = Session::create(experiment_with("Hyperband", config::Dict{{"R", 9}, {"eta", 3}}, 13),
                                       search::Purpose::search, path(), bench.services());
        QVERIFY(session);
        (*session)->start();
        QCOMPARE((*session)->wait(), SessionState::finished);
        for (int trial = 0; trial < 9; ++trial) QCOMPARE(epochs.of(trial), (std::vector<int>{1}));
        for (int trial = 9; trial < 12; ++trial) QCOMPARE(epochs.of(trial), (std::vector<int>{2, 3}));
        QCOMPARE(epochs.of(12), (std::vector<int>{4, 5, 6, 7, 8, 9}));
        const auto record = store::read_study((*session)->status().folder).value();
        QCOMPARE(*record.trials[12].budget, 9);
        QVERIFY(*record.trials[12].start_from >= 9);
    }

    void a_resumed_session_asks_what_an_unbroken_one_would() {
        const config::Value args =
            config::Dict{{"population_size", 3}, {"epochs_per_generation", 2}, {"max_epochs", 6}};
        std::vector<std::string> whole;
        for (const int stop_after : {100, 5}) {
            Workbench bench;
            auto session =
                Session::create(experiment_with("PBT", args, 9), search::Purpose::search, path(), bench.services())
                    .value();
            session->start();
            if (stop_after < 9) {
                session->set_limits({stop_after, 1, {}});
                session->wait();
                const auto folder = session->status().folder;
                session.reset();
                session = Session::resume(folder, bench.services()).value();
                session->set_limits({9, 1, {}});
                session->start();
            }
            QCOMPARE(session->wait(), SessionState::finished);
            std::vector<std::string> asked;
            const auto record = store::read_study(session->status().folder).value();
            for (const auto& trial : record.trials)
                asked.push_back(dump_json(config::to_json(trial.params)) + std::to_string(trial.budget.value_or(0)) +
                                std::to_string(trial.start_from.value_or(-1)) + std::to_string(trial.epochs));
            if (whole.empty()) whole = asked;
            QCOMPARE(asked, whole);
            QCOMPARE(asked.size(), std::size_t{9});
        }
    }

    void several_objectives_are_kept_and_give_a_front() {
        Workbench bench;
        auto experiment = experiment_with("NSGA-II", config::Dict{}, 8);
        experiment.search.objectives = {{"val_loss", search::Mode::minimize, false},
                                        {"test_loss", search::Mode::minimize, false}};
        auto session = Session::create(experiment, search::Purpose::search, path(), bench.services()).value();
        session->start();
        QCOMPARE(session->wait(), SessionState::finished);
        const auto record = store::read_study(session->status().folder).value();
        QCOMPARE(record.objectives.size(), std::size_t{2});
        for (const auto& trial : record.trials) {
            QCOMPARE(trial.objectives.size(), std::size_t{2});
            QCOMPARE(trial.objectives[0], *trial.objective);
            QCOMPARE(trial.objectives[1], 0.5);
        }
        // The second objective is the same for all: the front is the best of the first.
        QCOMPARE(record.pareto_front(), (std::vector<int>{record.best()->number}));
        QVERIFY(dump_json(to_json(record)).find("pareto_front") != std::string::npos);
    }

    void an_objective_that_is_never_reported_fails_the_trial() {
        Workbench bench;
        auto experiment = experiment_with("Random", config::Dict{}, 1);
        experiment.search.objectives = {{"val_loss", search::Mode::minimize, false},
                                        {"size", search::Mode::minimize, false}};
        auto session = Session::create(experiment, search::Purpose::search, path(), bench.services()).value();
        session->start();
        QCOMPARE(session->wait(), SessionState::failed);
        QVERIFY(session->status().message.find("'size' was never reported") != std::string::npos);
    }
};

LATHE_CORE_TEST(TestBudget)
#include "test_budget.moc"
