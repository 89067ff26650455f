// SPDX-License-Identifier: GPL-3.0-or-later
// Which tuner Auto uses, and that it says so.
#include <QTest>

#include "core/search/chosen_tuner.h"
#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

config::Value numeric_entry() {
    return config::Dict{{"_type", "uniform"}, {"_value", config::List{0.0, 1.0}}};
}

config::Dict numeric_entries(int count) {
    config::Dict out;
    for (int i = 0; i < count; ++i) out.emplace_back("x" + std::to_string(i), numeric_entry());
    return out;
}

config::Value nested_in(config::Dict children) {
    children.emplace(children.begin(), "_name", "deep");
    return config::Dict{{"_type", "choice"}, {"_value", config::List{config::Value(std::move(children))}}};
}

Study auto_study(config::Dict entries, std::vector<Mode> modes = {Mode::minimize}) {
    return std::move(Study::make(space::Space::parse(config::Value(std::move(entries))).value(), std::move(modes),
                                 {"Auto", config::Value(config::Dict{})}, {})
                         .value());
}

std::string tuner_of_next(Study& study) {
    const Trial* trial = study.ask();
    return trial ? chosen_tuner(trial->note).name : "none";
}

// As if another tuner had chosen and told so many trials.
void tell_random_ones(Study& study, int count) {
    Random random(5);
    for (int i = 0; i < count; ++i) {
        const Trial* trial = study.add(study.space().sample(random));
        double sum = 0;
        for (const double x : trial->row) sum += (x - 0.3) * (x - 0.3);
        study.tell(trial->number, TrialState::succeeded, sum);
    }
}

}  // namespace

class TestAuto : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_few_parameters_and_trials_are_a_gps() {
        Study study = auto_study(numeric_entries(5));
        const Trial* trial = study.ask();
        QCOMPARE(chosen_tuner(trial->note).name, std::string("GP"));
        QVERIFY(!chosen_tuner(trial->note).reason.empty());
    }

    void choices_nested_in_choices_are_of_the_grouped_tpe() {
        Study study = auto_study({{"a", nested_in({{"b", nested_in({{"x", numeric_entry()}})}})}});
        QCOMPARE(tuner_of_next(study), std::string("TPE"));
        Study flat = auto_study({{"a", nested_in({{"x", numeric_entry()}})}});
        QCOMPARE(tuner_of_next(flat), std::string("GP"));
    }

    void many_parameters_and_many_at_once_are_of_tpe() {
        Study wide = auto_study(numeric_entries(100));
        QCOMPARE(tuner_of_next(wide), std::string("TPE"));
        Study busy = auto_study(numeric_entries(2));
        for (int i = 0; i < 40; ++i) busy.start(busy.ask()->number);
        QCOMPARE(tuner_of_next(busy), std::string("TPE"));
    }

    // Taken for good, so many would be all that is good.
    void trials_that_run_by_the_dozen_are_not_taken_for_good() {
        Study busy = auto_study(numeric_entries(2));
        Study alike = std::move(Study::make(busy.space(), Mode::minimize,
                                            {"TPE", config::Value(config::Dict{{"constant_liar_type", "worst"}})}, {})
                                    .value());
        for (Study* study : {&busy, &alike}) {
            tell_random_ones(*study, 30);
            Random random(11);
            for (int i = 0; i < 40; ++i) study->start(study->add(study->space().sample(random))->number);
        }
        QCOMPARE(config::to_yaml_inline(busy.ask()->params), config::to_yaml_inline(alike.ask()->params));
    }

    // As one that a person cloned.
    void a_trial_that_nobody_chose_hides_no_choice() {
        Study study = auto_study(numeric_entries(5));
        QVERIFY(newest_choice(study.history().trials).name.empty());
        study.ask();
        Random random(1);
        study.add(study.space().sample(random));
        QCOMPARE(newest_choice(study.history().trials).name, std::string("GP"));
    }

    void a_thousand_numeric_trials_are_gone_on_with_by_cma_es() {
        Study study = auto_study(numeric_entries(6));
        tell_random_ones(study, 1000);
        const double before = *study.history().best()->objective;
        double best = 1;
        for (int i = 0; i < 120; ++i) {
            const Trial* trial = study.ask();
            QCOMPARE(chosen_tuner(trial->note).name, std::string("CMA-ES"));
            double sum = 0;
            for (const double x : trial->row) sum += (x - 0.3) * (x - 0.3);
            best = std::min(best, sum);
            study.tell(trial->number, TrialState::succeeded, sum);
        }
        QVERIFY2(best < before / 4, std::to_string(best).c_str());
        Study wide = auto_study(numeric_entries(100));
        tell_random_ones(wide, 1000);
        QCOMPARE(tuner_of_next(wide), std::string("CMA-ES"));
        Study mixed = auto_study({{"x", numeric_entry()}, {"c", nested_in({})}});
        tell_random_ones(mixed, 1000);
        QCOMPARE(tuner_of_next(mixed), std::string("TPE"));
    }

    void several_objectives_are_searched() {
        Study study = auto_study(numeric_entries(3), {Mode::minimize, Mode::minimize});
        const Trial* trial = study.ask();
        QVERIFY(chosen_tuner(trial->note).reason.find("2 objectives") != std::string::npos);
    }

    // Of twelve trials eight without a model would leave four for what they taught.
    void of_few_trials_fewer_come_before_the_model() {
        Study planned = auto_study(numeric_entries(5));
        planned.set_max_trials(12);
        Study gp = std::move(
            Study::make(planned.space(), Mode::minimize, {"GP", config::Value(config::Dict{{"cold_start_num", 3}})}, {})
                .value());
        for (Study* study : {&planned, &gp}) tell_random_ones(*study, 3);
        const Trial* next = planned.ask();
        QCOMPARE(config::to_yaml_inline(next->params), config::to_yaml_inline(gp.ask()->params));
        const std::string reason = chosen_tuner(next->note).reason;
        QVERIFY2(reason.ends_with("; of 12 trials in all 3 come before the model"), reason.c_str());
        Study wide = auto_study(numeric_entries(100));
        wide.set_max_trials(40);
        const std::string of_tpe = chosen_tuner(wide.ask()->note).reason;
        QVERIFY2(of_tpe.ends_with("; of 40 trials in all 10 come before the model"), of_tpe.c_str());
        Study two = auto_study(numeric_entries(5), {Mode::minimize, Mode::minimize});
        two.set_max_trials(12);
        QVERIFY(chosen_tuner(two.ask()->note).reason.ends_with("; of 12 trials in all 5 come before the model"));
        Study many = auto_study(numeric_entries(5));
        many.set_max_trials(400);
        const std::string of_many = chosen_tuner(many.ask()->note).reason;
        QVERIFY2(of_many.ends_with("; of 400 trials in all 8 come before the model"), of_many.c_str());
    }

    // What takes over after a GP learns most of it anew.
    void a_gp_goes_on_to_an_end_that_is_near() {
        for (const auto& [most, tuner] : {std::pair(1200, "GP"), std::pair(5000, "CMA-ES")}) {
            Study study = auto_study(numeric_entries(6));
            study.set_max_trials(most);
            tell_random_ones(study, 1000);
            QCOMPARE(tuner_of_next(study), std::string(tuner));
        }
    }
};

LATHE_TEST(TestAuto)
#include "test_auto.moc"
