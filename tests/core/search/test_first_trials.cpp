// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <functional>

#include <QTest>

#include "core/search/first_trials.h"
#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

space::Space two_numbers_and_a_choice() {
    const auto uniform = config::Dict{{"_type", "uniform"}, {"_value", config::List{0.0, 1.0}}};
    const auto choice = config::Dict{{"_type", "choice"}, {"_value", config::List{1, 2}}};
    return space::Space::parse(config::Value(config::Dict{{"x", uniform}, {"y", uniform}, {"c", choice}})).value();
}

}  // namespace

class TestFirstTrials : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void they_come_first_and_the_tuner_chooses_the_rest() {
        for (const char* tuner : {"Random", "GP", "Hyperband"}) {
            Study study = std::move(
                Study::make(two_numbers_and_a_choice(), Mode::minimize, {tuner, config::Value(config::Dict{})}, {})
                    .value());
            study.try_first({config::Dict{{"x", 0.25}, {"c", 2}}, config::Dict{{"y", 0.75}}});
            const Trial* first = study.ask();
            QCOMPARE(first->params.get("x")->as_number(), 0.25);
            QCOMPARE(first->params.get("c")->as_int(), 2);
            QVERIFY(study.space().contains(first->params));
            QCOMPARE(study.ask()->params.get("y")->as_number(), 0.75);
            QVERIFY(study.ask()->note.int_or("first", -1) == -1);
        }
    }

    void a_study_that_goes_on_does_not_try_them_again() {
        const auto make = [] {
            Study study = std::move(
                Study::make(two_numbers_and_a_choice(), Mode::minimize, {"Random", config::Value(config::Dict{})}, {})
                    .value());
            study.try_first({config::Dict{{"x", 0.25}}, config::Dict{{"x", 0.5}}});
            return study;
        };
        Study before = make();
        const Trial* past = before.ask();
        Study after = make();
        after.add(Suggestion{past->params, past->budget, past->start_from, past->note});
        QCOMPARE(after.ask()->params.get("x")->as_number(), 0.5);
        QVERIFY(after.ask()->note.int_or("first", -1) == -1);
    }

    // What was best elsewhere may be the worst here: the trials that it costs are all that it costs.
    void misleading_ones_do_no_harm_after_twenty_trials() {
        const std::vector<std::function<double(double, double)>> functions = {
            [](double x, double y) { return (x - 0.2) * (x - 0.2) + (y - 0.3) * (y - 0.3); },
            [](double x, double y) { return std::abs(x - 0.25) + 0.1 * std::abs(y - 0.7); },
            [](double x, double y) { return std::pow(y - x * x, 2) + 0.1 * (0.3 - x) * (0.3 - x); }};
        double with = 0;
        double without = 0;
        for (const auto& function : functions) {
            for (int seed = 0; seed < 4; ++seed) {
                for (const bool misled : {false, true}) {
                    Study study = std::move(Study::make(two_numbers_and_a_choice(), Mode::minimize,
                                                        {"Auto", config::Value(config::Dict{{"seed", seed}})}, {})
                                                .value());
                    if (misled) {
                        std::vector<space::Params> first;
                        for (int i = 0; i < 8; ++i)
                            first.emplace_back(config::Dict{{"x", 0.9 + 0.01 * i}, {"y", 0.02 * i}, {"c", 1}});
                        study.try_first(std::move(first));
                    }
                    for (int i = 0; i < 30; ++i) {
                        const Trial* trial = study.ask();
                        const double loss =
                            function(trial->params.get("x")->as_number(), trial->params.get("y")->as_number()) +
                            (trial->params.get("c")->as_int() == 2 ? 0 : 0.05);
                        study.tell(i, TrialState::succeeded, loss);
                    }
                    (misled ? with : without) += std::log10(*study.history().best()->objective + 1e-6) / 12;
                }
            }
        }
        // A few trials less for the tuner, and no more than that.
        QVERIFY2(with < without + 0.5, (std::to_string(with) + " " + std::to_string(without)).c_str());
    }

    void what_the_space_cannot_give_is_an_error_each() {
        const auto space = two_numbers_and_a_choice();
        QVERIFY(check_first_trials({config::Dict{{"x", 1.0}}}, space).empty());
        const auto errors =
            check_first_trials({config::Dict{{"x", 2.0}, {"z", 1}}, config::Value(3), config::Dict{{"c", 3}}}, space);
        QCOMPARE(errors.size(), std::size_t{4});
        QCOMPARE(errors[0].key, std::string("search.first[0].x"));
        QCOMPARE(errors[1].key, std::string("search.first[0].z"));
        QCOMPARE(errors[2].key, std::string("search.first[1]"));
        QCOMPARE(errors[3].key, std::string("search.first[2].c"));
    }

    void of_other_parameters_what_the_space_has_is_left() {
        const auto left = within(two_numbers_and_a_choice(), config::Dict{{"x", 0.5}, {"y", 7.0}, {"other", 1}});
        QCOMPARE(left, config::Value(config::Dict{{"x", 0.5}}));
    }
};

LATHE_TEST(TestFirstTrials)
#include "test_first_trials.moc"
