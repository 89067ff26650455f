// SPDX-License-Identifier: GPL-3.0-or-later
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
