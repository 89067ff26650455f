// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>

#include <QTest>

#include "core/search/pareto.h"
#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

Trial trial_with(int number, std::vector<double> objectives, TrialState state = TrialState::succeeded) {
    Trial trial;
    trial.number = number;
    trial.state = state;
    trial.objectives = std::move(objectives);
    return trial;
}

// As NSGA-II defines them: those that none of the others dominates, then those that none of the rest does, ...
std::vector<int> peeled(const std::vector<std::vector<double>>& points) {
    std::vector<int> out(points.size(), -1);
    for (int number = 0; std::ranges::find(out, -1) != out.end(); ++number) {
        std::vector<std::size_t> front;
        for (std::size_t i = 0; i < points.size(); ++i) {
            bool is_on_it = out[i] < 0;
            for (std::size_t j = 0; j < points.size(); ++j)
                if (out[j] < 0 && dominates(points[j], points[i])) is_on_it = false;
            if (is_on_it) front.push_back(i);
        }
        for (const std::size_t i : front) out[i] = number;
    }
    return out;
}

}  // namespace

class TestPareto : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void dominates_needs_one_better_and_none_worse() {
        QVERIFY(dominates(std::vector{1.0, 2.0}, std::vector{1.0, 3.0}));
        QVERIFY(!dominates(std::vector{1.0, 2.0}, std::vector{1.0, 2.0}));
        QVERIFY(!dominates(std::vector{0.0, 9.0}, std::vector{1.0, 2.0}));
    }

    void fronts_are_peeled_off_one_by_one() {
        const std::vector<std::vector<double>> points = {{1, 5}, {5, 1}, {2, 6}, {6, 6}, {3, 3}, {3, 3}};
        QCOMPARE(front_numbers(points), (std::vector<int>{0, 0, 1, 2, 0, 0}));
        QVERIFY(front_numbers({}).empty());
    }

    // Equal points and infinite losses among them.
    void fronts_are_the_same_however_many_objectives_there_are() {
        Random random(3);
        for (std::size_t objectives = 1; objectives <= 4; ++objectives) {
            std::vector<std::vector<double>> points(150, std::vector<double>(objectives));
            for (auto& point : points)
                for (double& x : point) {
                    x = static_cast<double>(random.below(9));
                    if (x == 8) x = std::numeric_limits<double>::infinity();
                }
            QCOMPARE(front_numbers(points), peeled(points));
        }
    }

    void the_front_minds_each_direction_and_leaves_out_what_is_no_result() {
        History history;
        history.modes = {Mode::minimize, Mode::maximize};
        history.trials.push_back(trial_with(0, {1, 1}));
        history.trials.push_back(trial_with(1, {2, 5}));
        history.trials.push_back(trial_with(2, {2, 4}));  // 1 is as small and larger
        history.trials.push_back(trial_with(3, {0, 9}, TrialState::failed));
        history.trials.push_back(trial_with(4, {0, std::nan("")}));
        history.trials.push_back(trial_with(5, {3, 6}, TrialState::early_stopped));
        QCOMPARE(pareto_front(history), (std::vector<int>{0, 1, 5}));
    }

    void the_front_of_one_objective_is_its_best() {
        History history;
        history.mode = Mode::maximize;
        for (int i = 0; i < 3; ++i) {
            history.trials.push_back(trial_with(i, {}));
            history.trials.back().objective = i % 2;
        }
        QCOMPARE(pareto_front(history), (std::vector<int>{1}));
    }

    void nsga2_comes_near_a_known_front() {
        // Both sums of squares are minimal on the line between their centres (Schaffer's problem in two dimensions).
        config::Value space =
            config::Dict{{"x", config::Dict{{"_type", "uniform"}, {"_value", config::List{-2.0, 3.0}}}},
                         {"y", config::Dict{{"_type", "uniform"}, {"_value", config::List{-2.0, 3.0}}}}};
        const auto distance = [&](const std::string& tuner, config::Value args) {
            Study study = std::move(Study::make(space::Space::parse(space).value(), {Mode::minimize, Mode::maximize},
                                                {tuner, std::move(args)}, {})
                                        .value());
            for (int i = 0; i < 300; ++i) {
                const Trial* trial = study.ask();
                const double x = trial->params.get("x")->as_float();
                const double y = trial->params.get("y")->as_float();
                study.tell_all(i, TrialState::succeeded, {x * x + y * y, -((x - 1) * (x - 1) + y * y)});
            }
            // The front is 1 - sqrt(f1) = sqrt(f2).
            double sum = 0;
            const auto front = pareto_front(study.history());
            for (const int number : front) {
                const auto& f = study.history().trials[static_cast<std::size_t>(number)].objectives;
                sum += std::sqrt(f[0]) + std::sqrt(-f[1]) - 1;
            }
            return sum / static_cast<double>(front.size());
        };
        const double evolved = distance("NSGA-II", config::Dict{{"population_size", 20}});
        QVERIFY2(evolved < 0.5 * distance("Random", config::Dict{}), std::to_string(evolved).c_str());
    }
};

LATHE_TEST(TestPareto)
#include "test_pareto.moc"
