// SPDX-License-Identifier: GPL-3.0-or-later
// Hyperband, BOHB and PBT: which budget a trial gets and whose checkpoint it goes on from.
#include <cmath>
#include <map>

#include <rapidcheck.h>
#include <QTest>

#include "core/search/study.h"
#include "core/search/tuners/brackets.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

Study bracket_study(const std::string& tuner, config::Value args) {
    const config::Value space = config::Dict{{"x", config::Dict{{"_type", "uniform"}, {"_value", config::List{0, 1}}}}};
    return std::move(
        Study::make(space::Space::parse(space).value(), Mode::minimize, {tuner, std::move(args)}, {}).value());
}

double loss_of_x(const Trial& trial) {
    return std::abs(trial.params.get("x")->as_float() - 0.4);
}

}  // namespace

class TestBrackets : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Table 1 of the paper: R = 81, eta = 3.
    void sizes_and_budgets_are_those_of_the_paper() {
        const Brackets brackets(1, 81, 3);
        const auto table = [&](std::int64_t index) {
            std::vector<std::pair<std::size_t, std::int64_t>> out;
            for (const Rung& rung : brackets.rungs(index)) out.emplace_back(rung.count, rung.budget);
            return out;
        };
        using Table = std::vector<std::pair<std::size_t, std::int64_t>>;
        QCOMPARE(table(0), (Table{{81, 1}, {27, 3}, {9, 9}, {3, 27}, {1, 81}}));
        QCOMPARE(table(1), (Table{{34, 3}, {11, 9}, {3, 27}, {1, 81}}));
        QCOMPARE(table(2), (Table{{15, 9}, {5, 27}, {1, 81}}));
        QCOMPARE(table(3), (Table{{8, 27}, {2, 81}}));
        QCOMPARE(table(4), (Table{{5, 81}}));
        QCOMPARE(table(5), table(0));
    }

    void the_best_of_a_rung_go_on_from_their_own_checkpoints() {
        Study study = bracket_study("Hyperband", config::Dict{{"R", 9}, {"eta", 3}});
        for (int i = 0; i < 13; ++i) {
            const Trial* trial = study.ask();
            study.tell(trial->number, TrialState::succeeded, loss_of_x(*trial));
        }
        const auto& trials = study.history().trials;
        std::vector<double> first;
        for (std::size_t i = 0; i < 9; ++i) {
            QCOMPARE(*trials[i].budget, 1);
            QVERIFY(!trials[i].start_from);
            first.push_back(loss_of_x(trials[i]));
        }
        std::ranges::sort(first);
        for (std::size_t i = 9; i < 12; ++i) {
            QCOMPARE(*trials[i].budget, 3);
            const Trial& from = trials[static_cast<std::size_t>(*trials[i].start_from)];
            QCOMPARE(trials[i].params, from.params);
            QCOMPARE(loss_of_x(from), first[i - 9]);
        }
        QCOMPARE(*trials[12].budget, 9);
        QCOMPARE(loss_of_x(trials[12]), first[0]);
    }

    void failed_trials_are_not_promoted() {
        Study study = bracket_study("Hyperband", config::Dict{{"R", 9}, {"eta", 3}});
        for (int i = 0; i < 9; ++i) {
            study.ask();
            if (i % 2 == 0) study.tell(i, TrialState::failed, std::nullopt);
            else study.tell(i, TrialState::succeeded, i == 3 ? std::nan("") : 1.0 * i);
        }
        for (int i = 0; i < 3; ++i) {
            const Trial* trial = study.ask();
            QVERIFY(trial->start_from && *trial->start_from % 2 == 1 && *trial->start_from != 3);
            study.tell(trial->number, TrialState::succeeded, 1);
        }
    }

    void bohb_learns_from_the_largest_budget() {
        // Cheap trials lie: they want x near 0.9. The better budget says 0.4.
        double sum = 0;
        for (int seed = 0; seed < 5; ++seed) {
            Study study = bracket_study("BOHB", config::Dict{{"seed", seed}, {"random_fraction", 0.0}});
            for (int i = 0; i < 90; ++i) {
                const Trial* trial = study.ask();
                const double x = trial->params.get("x")->as_float();
                study.tell(trial->number, TrialState::succeeded,
                           *trial->budget == 3 ? std::abs(x - 0.4) : std::abs(x - 0.9));
            }
            int count = 0;
            double distance = 0;
            for (std::size_t i = 60; i < 90; ++i) {
                const Trial& trial = study.history().trials[i];
                if (trial.start_from) continue;
                distance += std::abs(trial.params.get("x")->as_float() - 0.4);
                ++count;
            }
            sum += distance / count;
        }
        QVERIFY2(sum / 5 < 0.2, std::to_string(sum / 5).c_str());  // random draws: 0.26
    }

    void a_population_takes_over_the_weights_of_its_best() {
        Study study = bracket_study("PBT", config::Dict{{"population_size", 5}, {"fraction", 0.2}});
        for (int i = 0; i < 5; ++i) {
            const Trial* trial = study.ask();
            QVERIFY(!trial->start_from);
            QCOMPARE(*trial->budget, 1);
            study.tell(i, TrialState::succeeded, i);
        }
        std::map<int, int> sources;
        for (int i = 5; i < 10; ++i) {
            const Trial* trial = study.ask();
            QCOMPARE(*trial->budget, 2);
            ++sources[*trial->start_from];
            const auto& from = study.history().trials[static_cast<std::size_t>(*trial->start_from)];
            if (i < 9) QCOMPARE(trial->params, from.params);  // members 0 to 3 go on as they were
            study.start(i);
        }
        // The worst, member 4, goes on from trial 0, and nobody from trial 4.
        QCOMPARE(sources, (std::map<int, int>{{0, 2}, {1, 1}, {2, 1}, {3, 1}}));
    }

    // Whatever order the trials end in: those that are compared have trained equally long, and nobody beyond the end.
    void generations_of_a_population_train_equally_long() {
        QVERIFY(rc::check([] {
            const auto members = *rc::gen::inRange(2, 7);
            const auto concurrency = *rc::gen::inRange(1, 4);
            const auto per_generation = *rc::gen::inRange(1, 4);
            const auto max_epochs = *rc::gen::inRange(1, 9);
            Study study = bracket_study("PBT", config::Dict{{"population_size", members},
                                                            {"fraction", 0.4},
                                                            {"epochs_per_generation", per_generation},
                                                            {"max_epochs", max_epochs}});
            std::vector<int> running;
            const auto generation = [](const Trial& trial) { return trial.note.int_or("generation", -1); };
            for (bool more = true; more || !running.empty();) {
                const Trial* trial = running.size() < static_cast<std::size_t>(concurrency) ? study.ask() : nullptr;
                if (trial != nullptr) {
                    study.start(trial->number);
                    running.push_back(trial->number);
                    RC_ASSERT(*trial->budget ==
                              std::min<std::int64_t>((generation(*trial) + 1) * per_generation, max_epochs));
                    if (!trial->start_from) continue;
                    const Trial& source = study.history().trials[static_cast<std::size_t>(*trial->start_from)];
                    RC_ASSERT(generation(source) + 1 == generation(*trial));
                    continue;
                }
                more = !running.empty();
                if (!more) break;
                const auto which = *rc::gen::inRange<std::size_t>(0, running.size());
                study.tell(running[which], TrialState::succeeded, *rc::gen::inRange(0, 100));
                running.erase(running.begin() + static_cast<std::ptrdiff_t>(which));
            }
            // All have trained to the end.
            for (const Trial& trial : study.history().trials) RC_ASSERT(*trial.budget <= max_epochs);
            RC_ASSERT(*study.history().trials.back().budget == max_epochs);
        }));
    }
};

LATHE_TEST(TestBrackets)
#include "test_brackets.moc"
