// SPDX-License-Identifier: GPL-3.0-or-later
// What the GP tuner makes of noise, failures, constraints, trials at once and several objectives.
#include <algorithm>
#include <cmath>

#include <QTest>

#include "core/search/study.h"
#include "core/search/tuners/gp_models.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

Study gp_study(config::Dict arguments = {}, std::size_t objectives = 1, std::vector<Constraint> constraints = {}) {
    const auto entry = config::Dict{{"_type", "uniform"}, {"_value", config::List{0.0, 1.0}}};
    const config::Value space = config::Dict{{"x", entry}, {"y", entry}};
    return std::move(Study::make(space::Space::parse(space).value(), std::vector<Mode>(objectives, Mode::minimize),
                                 {"GP", config::Value(std::move(arguments))}, {}, std::move(constraints))
                         .value());
}

double bowl(const Trial& trial) {
    return std::pow(trial.row[0] - 0.4, 2) + std::pow(trial.row[1] - 0.6, 2);
}

}  // namespace

class TestGp : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void noise_does_not_keep_it_from_the_valley() {
        double sum = 0;
        for (int seed = 0; seed < 4; ++seed) {
            Study study = gp_study();
            Random random(static_cast<std::uint64_t>(seed));
            for (int i = 0; i < 60; ++i) {
                const Trial* trial = study.ask();
                study.tell(i, TrialState::succeeded, bowl(*trial) + 0.05 * random.normal());
            }
            for (std::size_t i = 40; i < 60; ++i) sum += bowl(study.history().trials[i]) / 80;
        }
        // Random trials are 0.19 off on average.
        QVERIFY2(sum < 0.1, std::to_string(sum).c_str());
    }

    // Whoever stopped it did not let it come to its second objective.
    void one_that_was_stopped_before_all_its_objectives_did_not_fail() {
        Study study = gp_study({}, 2);
        Random random(2);
        for (int i = 0; i < 4; ++i) study.add(study.space().sample(random));
        study.tell_all(0, TrialState::succeeded, {1, 2});
        study.tell_all(1, TrialState::succeeded, {2, 1});
        study.tell_all(2, TrialState::early_stopped, {3});
        const auto success = [&] {
            const auto& seen = study.observations();
            return fit_models(seen.layout(), {2.5, 1e-6}, ended_trials(seen)).success;
        };
        QVERIFY(!success());
        study.tell_all(3, TrialState::succeeded, {3, std::nan("")});
        QVERIFY(success());
        QCOMPARE(ended_trials(study.observations()).failed, (std::vector<char>{0, 0, 0, 1}));
    }

    // A third of the square fails, where the objective would be best; the bound alone would go there for ever.
    void a_confidence_bound_learns_from_failures() {
        Study study = gp_study({{"utility", "ucb"}, {"kappa", 2.0}});
        int failed_late = 0;
        for (int i = 0; i < 50; ++i) {
            const Trial* trial = study.ask();
            const double x = trial->row[0];
            if (x < 0.4) {
                failed_late += i >= 25 ? 1 : 0;
                study.tell(i, TrialState::failed, std::nullopt, "no");
            } else {
                study.tell(i, TrialState::succeeded, x + std::pow(trial->row[1] - 0.5, 2));
            }
        }
        QVERIFY2(failed_late <= 12, std::to_string(failed_late).c_str());
    }

    // Eight that run at once are no eight times the same, though the model takes much for noise.
    void eight_at_once_keep_apart_data() {
        QTest::addColumn<double>("noise");
        QTest::newRow("plain") << 0.0;
        QTest::newRow("noisy") << 0.05;
    }
    void eight_at_once_keep_apart() {
        QFETCH(double, noise);
        Study study = gp_study();
        Random random(2);
        for (int i = 0; i < 24; ++i) {
            const Trial* trial = study.ask();
            study.tell(i, TrialState::succeeded, bowl(*trial) + noise * random.normal());
        }
        for (int i = 0; i < 8; ++i) study.start(study.ask()->number);
        const auto& trials = study.history().trials;
        double nearest = 1;
        for (std::size_t a = 24; a < 32; ++a)
            for (std::size_t b = a + 1; b < 32; ++b)
                nearest = std::min(
                    nearest, std::hypot(trials[a].row[0] - trials[b].row[0], trials[a].row[1] - trials[b].row[1]));
        QVERIFY2(nearest > 0.0009, std::to_string(nearest).c_str());
    }

    // The best lies on the limit: x + y of at least 1.2.
    void it_finds_the_best_that_a_constraint_allows() {
        Study study = gp_study({}, 1, {{"sum", Constraint::Side::at_least, 1.2}});
        for (int i = 0; i < 40; ++i) {
            const Trial* trial = study.ask();
            const double sum = trial->row[0] + trial->row[1];
            study.tell(i, {TrialState::succeeded, {bowl(*trial)}, {sum}, {}});
        }
        const Trial* best = study.history().best();
        QVERIFY(best);
        QVERIFY(best->row[0] + best->row[1] >= 1.2);
        QVERIFY2(*best->objective < 0.025, std::to_string(*best->objective).c_str());  // 0.02 there
    }

    void nothing_but_the_constraint_counts_until_it_is_kept() {
        Study study = gp_study({}, 1, {{"far", Constraint::Side::at_most, 0.004}});
        int found = -1;
        for (int i = 0; i < 40 && found < 0; ++i) {
            const Trial* trial = study.ask();
            const double far =
                std::pow(trial->row[0] - 0.87, 2) + std::pow(trial->row[1] - 0.13, 2);  // 1 % of the square
            study.tell(i, {TrialState::succeeded, {bowl(*trial)}, {far}, {}});
            if (far <= 0.004) found = i;
        }
        QVERIFY2(found >= 0 && found < 25, std::to_string(found).c_str());
    }

    // Two bowls: the front is the line between their middles.
    void several_objectives_are_searched_by_hypervolume() {
        Study study = gp_study({}, 2);
        for (int i = 0; i < 45; ++i) {
            const Trial* trial = study.ask();
            const double x = trial->row[0];
            const double y = trial->row[1];
            study.tell_all(i, TrialState::succeeded,
                           {std::pow(x - 0.2, 2) + std::pow(y - 0.3, 2), std::pow(x - 0.8, 2) + std::pow(y - 0.3, 2)});
        }
        int on_line = 0;
        double low = 1;
        double high = 0;
        for (std::size_t i = 15; i < 45; ++i) {
            const auto& row = study.history().trials[i].row;
            if (std::abs(row[1] - 0.3) > 0.05) continue;
            ++on_line;
            low = std::min(low, row[0]);
            high = std::max(high, row[0]);
        }
        QVERIFY2(on_line >= 20, std::to_string(on_line).c_str());
        QVERIFY2(low < 0.3 && high > 0.7, (std::to_string(low) + " " + std::to_string(high)).c_str());
        const config::Value* reference = study.history().trials.back().note.get("reference");
        QVERIFY(reference && reference->is_list() && reference->as_list().size() == 2);
        double worst = 0;
        for (const Trial& trial : study.history().trials)
            if (trial.number < 44) worst = std::max(worst, trial.objectives[0]);
        QVERIFY(reference->as_list()[0].as_number() <= worst);
    }
};

LATHE_TEST(TestGp)
#include "test_gp.moc"
