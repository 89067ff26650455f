// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "core/search/importance/advice.h"
#include "core/search/importance/interactions.h"
#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

Study random_study(const char* json, int trials, const std::function<double(const Trial&)>& objective,
                   Mode mode = Mode::minimize) {
    auto space = space::Space::parse(config::from_json(parse_json(json).value())).value();
    Study study = std::move(Study::make(std::move(space), mode, {"Random", config::Dict{}}, {}).value());
    for (int i = 0; i < trials; ++i) {
        const Trial* trial = study.ask();
        if (!trial) break;
        study.tell(i, TrialState::succeeded, objective(*trial));
    }
    return study;
}

double at(const Trial& trial, const char* name) {
    return trial.params.get(name)->as_number();
}

std::vector<Importance> none_of_three() {
    return {{"a", 0}, {"b", 0}, {"c", 0}};
}

double sum_of(const std::vector<Importance>& all) {
    double sum = 0;
    for (const auto& one : all) sum += one.value;
    return sum;
}

const char* const three = R"({"a": {"_type": "uniform", "_value": [0, 1]}, "b": {"_type": "uniform", "_value": [0, 1]},
                              "c": {"_type": "uniform", "_value": [0, 1]}})";

}  // namespace

class TestImportance : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // The variance of 2a + b is 4/12 + 1/12.
    void fanova_finds_the_shares_of_a_sum() {
        const Study study = random_study(three, 2000, [](const Trial& t) { return 2 * at(t, "a") + at(t, "b"); });
        const auto shares = fanova(study.observations());
        QVERIFY2(std::abs(shares[0].value - 0.8) < 0.05, std::to_string(shares[0].value).c_str());
        QVERIFY2(std::abs(shares[1].value - 0.2) < 0.05, std::to_string(shares[1].value).c_str());
        QVERIFY(shares[2].value < 0.02);
    }

    // A training's loss may be large, and differ by little.
    void what_all_losses_have_in_common_hides_nothing() {
        const Study sum = random_study(three, 2000, [](const Trial& t) { return 1e9 + 2 * at(t, "a") + at(t, "b"); });
        const auto shares = fanova(sum.observations());
        QVERIFY2(std::abs(shares[0].value - 0.8) < 0.05, std::to_string(shares[0].value).c_str());
        const Study product =
            random_study(three, 1200, [](const Trial& t) { return 1e9 + (at(t, "a") - 0.5) * (at(t, "b") - 0.5); });
        const auto pairs = interactions(product.observations(), fanova(product.observations()));
        QVERIFY(!pairs.empty());
        QCOMPARE(pairs.front().first + pairs.front().second, std::string("ab"));
        QVERIFY2(pairs.front().value > 0.5, std::to_string(pairs.front().value).c_str());
    }

    // Quantised kinds give whole numbers as floats.
    void numbers_in_a_sentence_are_written_as_people_write_them() {
        QCOMPARE(short_text(128.0), std::string("128"));
        QCOMPARE(short_text(-1480.0), std::string("-1480"));
        QCOMPARE(short_text(437.2), std::string("437"));
        QCOMPARE(short_text(0.00312), std::string("0.0031"));
        QCOMPARE(short_text(2.0), std::string("2"));
        QCOMPARE(short_text(1.5e8), std::string("1.5e+08"));
        QCOMPARE(short_text(96), std::string("96"));
    }

    void both_say_which_parameter_matters_whatever_the_direction() {
        for (const Mode mode : {Mode::minimize, Mode::maximize}) {
            const Study study = random_study(
                three, 1000, [](const Trial& t) { return std::pow(at(t, "b") - 0.3, 2) + 0.01 * at(t, "a"); }, mode);
            for (const auto& all : {ped_anova(study.observations()), fanova(study.observations())}) {
                QVERIFY(std::abs(sum_of(all) - 1) < 1e-9);
                QVERIFY2(all[1].value > 0.8, std::to_string(all[1].value).c_str());
            }
        }
    }

    void choices_and_nested_parameters_have_theirs() {
        const char* const nested = R"({"net": {"_type": "choice", "_value": [
            {"_name": "a", "w": {"_type": "uniform", "_value": [0, 1]}}, {"_name": "b"}]},
            "k": {"_type": "choice", "_value": ["x", "y", "z"]}, "noise": {"_type": "uniform", "_value": [0, 1]}})";
        const Study study = random_study(nested, 1500, [](const Trial& t) {
            const auto* net = t.params.get("net");
            const double inner = net->get("w") ? net->get("w")->as_float() : 0.2;
            return inner + (t.params.get("k")->as_string() == "y" ? 0 : 0.7);
        });
        for (const auto& all : {ped_anova(study.observations()), fanova(study.observations())}) {
            QCOMPARE(all.size(), std::size_t{4});
            QCOMPARE(all[1].path, std::string("net.a.w"));
            QVERIFY(all[2].value > 4 * all[3].value && all[1].value > 2 * all[3].value);
        }
    }

    void what_is_less_sure_has_a_larger_deviation() {
        const auto objective = [](const Trial& t) { return 2 * at(t, "a") + at(t, "b"); };
        const Study few = random_study(three, 30, objective);
        const Study many = random_study(three, 1500, objective);
        const PedAnovaOptions resampled{.resamples = 20};
        QVERIFY(ped_anova(few.observations())[0].deviation == 0);
        QVERIFY(ped_anova(few.observations(), resampled)[0].deviation >
                2 * ped_anova(many.observations(), resampled)[0].deviation);
        QVERIFY(fanova(few.observations())[0].deviation > fanova(many.observations())[0].deviation);
        QCOMPARE(ped_anova(few.observations(), resampled)[0].value, ped_anova(few.observations())[0].value);
    }

    // (a - 1/2)(b - 1/2) has no variance but that of the pair; a + b has none of it.
    void what_matters_only_together_is_found() {
        const Study product =
            random_study(three, 1200, [](const Trial& t) { return (at(t, "a") - 0.5) * (at(t, "b") - 0.5); });
        const auto pairs = interactions(product.observations(), fanova(product.observations()));
        QCOMPARE(pairs.front().first + pairs.front().second, std::string("ab"));
        QVERIFY2(pairs.front().value > 0.5, std::to_string(pairs.front().value).c_str());
        const Study sum = random_study(three, 1200, [](const Trial& t) { return at(t, "a") + at(t, "b"); });
        const auto none = interactions(sum.observations(), fanova(sum.observations()));
        QVERIFY2(none.front().value < 0.15, std::to_string(none.front().value).c_str());
        QVERIFY(interactions(random_study(three, 2, [](const Trial&) { return 1.0; }).observations(), none_of_three())
                    .empty());
    }

    void a_sentence_says_what_to_keep() {
        const char* const mixed = R"({"opt.lr": {"_type": "loguniform", "_value": [1e-5, 1e-1]},
            "opt.name": {"_type": "choice", "_value": ["sgd", "adam"]}, "seed": {"_type": "randint", "_value": [0, 100]}})";
        const Study study = random_study(mixed, 300, [](const Trial& t) {
            return std::pow(std::log10(at(t, "opt.lr")) + 2.5, 2) +
                   (t.params.get("opt.name")->as_string() == "adam" ? 0 : 1);
        });
        const auto all = advice_from(study.observations(), fanova(study.observations()));
        QCOMPARE(all[0].path, std::string("opt.lr"));
        QVERIFY(all[0].weight == Advice::Weight::most && all[0].near);
        const double near = std::log10(all[0].near->as_float());
        QVERIFY2(std::abs(near + 2.5) < 0.3, std::to_string(near).c_str());
        const std::string sentence = sentence_of(all[0]);
        QVERIFY2(
            sentence.starts_with("opt.lr matters most (") && sentence.find("; keep it near 0.00") != std::string::npos,
            sentence.c_str());
        QVERIFY2(sentence_of(all[1]).ends_with("; keep it at adam"), sentence_of(all[1]).c_str());
        QVERIFY2(sentence_of(all[2]).starts_with("seed hardly matters"), sentence_of(all[2]).c_str());
    }

    // The best three of a few trials are somewhere by chance.
    void too_few_trials_give_no_advice_but_how_many_are_missing() {
        const auto objective = [](const Trial& t) { return at(t, "a"); };
        const Study few = random_study(three, 5, objective);
        for (const Advice& one : advice_from(few.observations(), ped_anova(few.observations()))) {
            QVERIFY(one.weight == Advice::Weight::unknown && !one.near && !one.range);
            QCOMPARE(one.more_trials, min_advice_trials - 5);
            QCOMPARE(sentence_of(one), one.path + ": 15 more trials are needed to say whether it matters");
        }
        const Study nearly = random_study(three, int(min_advice_trials) - 1, objective);
        const Advice one = advice_from(nearly.observations(), ped_anova(nearly.observations())).front();
        QCOMPARE(sentence_of(one), one.path + ": 1 more trial is needed to say whether it matters");
        const Study enough = random_study(three, int(min_advice_trials), objective);
        for (const Advice& sure : advice_from(enough.observations(), ped_anova(enough.observations())))
            QVERIFY(sure.weight != Advice::Weight::unknown && sure.more_trials == 0);
    }

    void nothing_to_say_is_zero_not_nonsense() {
        const double infinity = std::numeric_limits<double>::infinity();
        for (const int trials : {0, 1, 3, 50}) {
            const Study same = random_study(three, trials, [](const Trial&) { return 1.0; });
            const Study odd =
                random_study(three, trials, [=](const Trial& t) { return t.number % 2 ? infinity : std::nan(""); });
            for (const Study* study : {&same, &odd}) {
                QCOMPARE(sum_of(ped_anova(study->observations())), 0.0);
                QCOMPARE(sum_of(fanova(study->observations())), 0.0);
            }
        }
        const Study huge = random_study(three, 50, [](const Trial& t) { return 1e308 * (at(t, "a") - 0.5); });
        QVERIFY(std::abs(sum_of(fanova(huge.observations())) - 1) < 1e-9);
        QVERIFY(std::abs(sum_of(ped_anova(huge.observations())) - 1) < 1e-9);
    }
};

LATHE_TEST(TestImportance)
#include "test_importance.moc"
