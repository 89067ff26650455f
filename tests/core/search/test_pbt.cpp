// SPDX-License-Identifier: GPL-3.0-or-later
// How population based training changes the parameters that it takes over.
#include <algorithm>
#include <cmath>

#include <QTest>

#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

Study population_of_two(const char* type, config::List values, double factor) {
    const auto entry = config::Dict{{"_type", type}, {"_value", std::move(values)}};
    const config::Value args =
        config::Dict{{"population_size", 2}, {"factor", factor}, {"fraction", 0.5}, {"resample_probability", 0.0}};
    return std::move(Study::make(space::Space::parse(config::Value(config::Dict{{"x", entry}})).value(), Mode::minimize,
                                 {"PBT", args}, {})
                         .value());
}

// The first two members end, the second as the worse; what the first had, and what the second's next trial has.
std::pair<double, double> taken_over(Study& study) {
    const double best = study.ask()->params.get("x")->as_number();
    study.tell(0, TrialState::succeeded, 1.0);
    study.ask();
    study.tell(1, TrialState::succeeded, 2.0);
    const Trial* kept = study.ask();  // the first goes on as it is
    if (kept->start_from != 0 || kept->params.get("x")->as_number() != best) return {best, NAN};
    const Trial* changed = study.ask();
    return {best, changed->start_from == 0 ? changed->params.get("x")->as_number() : NAN};
}

bool is_near(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

}  // namespace

class TestPbt : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_number_moves_by_a_share_of_its_range() {
        Study study = population_of_two("uniform", {100.0, 101.0}, 0.2);
        const auto [before, after] = taken_over(study);
        QVERIFY(is_near(after, std::min(101.0, before + 0.2)) || is_near(after, std::max(100.0, before - 0.2)));
    }

    void on_a_log_scale_by_a_share_of_the_logarithms() {
        Study study = population_of_two("loguniform", {1e-4, 1.0}, 0.1);
        const auto [before, after] = taken_over(study);
        const double moved = std::log10(after / before);
        QVERIFY(is_near(std::abs(moved), 0.4) || is_near(after, 1e-4) || is_near(after, 1));
    }

    void a_step_that_is_larger_than_the_share_is_taken() {
        Study study = population_of_two("quniform", {0.0, 100.0, 25.0}, 0.01);
        const auto [before, after] = taken_over(study);
        QVERIFY(is_near(std::abs(after - before), 25) || (after == before && (after == 0 || after == 100)));
        Study whole = population_of_two("randint", {0, 7}, 0.01);
        const auto [from, to] = taken_over(whole);
        QVERIFY(is_near(std::abs(to - from), 1) || (from == to && (from == 0 || from == 6)));
    }

    // A trial that was stopped early has trained less, so that its value is not to be compared.
    void who_was_stopped_early_is_behind() {
        Study study = population_of_two("uniform", {0.0, 1.0}, 0.1);
        study.ask();
        study.tell(0, TrialState::early_stopped, 0.1);
        study.ask();
        study.tell(1, TrialState::succeeded, 2.0);
        QCOMPARE(study.ask()->start_from, std::optional(1));
    }
};

LATHE_TEST(TestPbt)
#include "test_pbt.moc"
