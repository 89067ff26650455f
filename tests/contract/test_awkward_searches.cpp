// SPDX-License-Identifier: GPL-3.0-or-later
// Every tuner where searches are awkward: spaces without a choice, of many choices and of many parameters, several
// objectives, trials that all fail, a space that is edited on the way.
#include <algorithm>
#include <cmath>

#include <QTest>

#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

constexpr int at_once = 8;

config::Value entry(const char* type, config::List values) {
    return config::Dict{{"_type", type}, {"_value", std::move(values)}};
}

space::Space awkward_space(config::Dict entries) {
    return space::Space::parse(config::Value(std::move(entries))).value();
}

space::Space of_one_value_axes() {
    return awkward_space({{"q", entry("quniform", {1.0, 2.0, 10.0})},
                          {"ql", entry("qloguniform", {1.0, 2.0, 10.0})},
                          {"qn", entry("qnormal", {20.0, 1e-9, 10.0})},
                          {"qln", entry("qlognormal", {3.0, 1e-9, 10.0})},
                          {"n", entry("normal", {1e9, 1e-12})},
                          {"c", entry("choice", {"only"})},
                          {"r", entry("randint", {3, 4})},
                          {"x", entry("uniform", {0.0, 1.0})}});
}

space::Space of_many_choices(int count) {
    config::List values;
    for (int i = 0; i < count; ++i) values.emplace_back("value " + std::to_string(i));
    return awkward_space({{"c", entry("choice", std::move(values))}, {"x", entry("uniform", {0.0, 1.0})}});
}

space::Space of_many_parameters(int count) {
    config::Dict entries;
    for (int i = 0; i < count; ++i) entries.emplace_back("x" + std::to_string(i), entry("uniform", {0.0, 1.0}));
    return awkward_space(std::move(entries));
}

Study begin(const TunerKind& kind, space::Space space, std::vector<Mode> modes = {Mode::minimize}) {
    return std::move(
        Study::make(std::move(space), std::move(modes), {kind.name, config::Value(config::Dict{})}, {}).value());
}

double loss_at(const Trial& trial) {
    double sum = 0;
    for (const double x : trial.row) sum += std::isnan(x) ? 0 : (x - 0.3) * (x - 0.3);
    return sum;
}

// So many trials with eight of them running at any time; whether each lies in the space.
bool runs_inside(Study& study, int count) {
    std::vector<int> running;
    for (int i = 0; i < count; ++i) {
        const Trial* trial = study.ask();
        if (!trial || !study.space().contains(trial->params) || trial->row.empty()) return false;
        study.start(trial->number);
        running.push_back(trial->number);
        if (running.size() < at_once) continue;
        const int ends = running.front();
        running.erase(running.begin());
        study.tell(ends, TrialState::succeeded, loss_at(study.history().trials[static_cast<std::size_t>(ends)]));
    }
    return true;
}

}  // namespace

class TestAwkwardSearches : public QObject {
    Q_OBJECT

    void every_tuner() {
        QTest::addColumn<QString>("name");
        for (const TunerKind& kind : tuner_kinds())
            if (kind.source == Source::space) QTest::newRow(kind.name.c_str()) << QString::fromStdString(kind.name);
    }
    static const TunerKind& kind() {
        QFETCH(QString, name);
        return *find_tuner_kind(name.toStdString());
    }

  private Q_SLOTS:
    void axes_of_one_value_are_searched_data() { every_tuner(); }
    void axes_of_one_value_are_searched() {
        Study study = begin(kind(), of_one_value_axes());
        QVERIFY(runs_inside(study, 40));
        QCOMPARE(study.history().trials[20].params.get("q")->as_number(), 1.0);  // 0, clipped into the range
    }

    void a_space_of_one_configuration_is_exhausted_data() { every_tuner(); }
    void a_space_of_one_configuration_is_exhausted() {
        if (kind().repeats == Repeats::endlessly) return;
        Study study = begin(kind(), awkward_space({{"q", entry("quniform", {1.0, 2.0, 10.0})}}));
        int count = 0;
        while (const Trial* trial = study.ask()) {
            study.tell(trial->number, TrialState::succeeded, 1.0);
            QVERIFY(++count < 20);
        }
        QVERIFY(count >= 1);
        if (kind().repeats == Repeats::never) QCOMPARE(count, 1);
    }

    // 0.3 is what a person writes for 3 * 0.1, which is another double.
    void a_value_that_a_person_wrote_is_not_tried_again_data() { every_tuner(); }
    void a_value_that_a_person_wrote_is_not_tried_again() {
        if (kind().repeats != Repeats::never) return;
        Study study = begin(kind(), awkward_space({{"q", entry("quniform", {0.1, 1.0, 0.1})}}));
        study.tell(study.add(config::Dict{{"q", 0.3}})->number, TrialState::succeeded, 1.0);
        int count = 0;
        while (const Trial* trial = study.ask()) {
            QVERIFY(std::abs(trial->params.get("q")->as_number() - 0.3) > 0.05);
            study.tell(trial->number, TrialState::succeeded, loss_at(*trial));
            QVERIFY(++count < 20);
        }
        QCOMPARE(count, 9);
    }

    void ten_thousand_choices_are_searched_data() { every_tuner(); }
    void ten_thousand_choices_are_searched() {
        Study study = begin(kind(), of_many_choices(10'000));
        QVERIFY(runs_inside(study, 40));
    }

    void five_hundred_parameters_are_searched_data() { every_tuner(); }
    void five_hundred_parameters_are_searched() {
        Study study = begin(kind(), of_many_parameters(500));
        QVERIFY(runs_inside(study, 30));
    }

    void several_objectives_are_searched_or_refused_data() { every_tuner(); }
    void several_objectives_are_searched_or_refused() {
        const std::vector<Mode> modes = {Mode::minimize, Mode::maximize, Mode::minimize};
        if (kind().objectives == Objectives::one) {
            const auto made =
                Study::make(of_many_parameters(2), modes, {kind().name, config::Value(config::Dict{})}, {});
            QVERIFY(!made);
            QVERIFY(made.error().what.find(kind().name) != std::string::npos);
            return;
        }
        Study study = begin(kind(), of_many_parameters(2), modes);
        for (int i = 0; i < 60; ++i) {
            const Trial* trial = study.ask();
            QVERIFY(trial && study.space().contains(trial->params));
            const double value = loss_at(*trial);
            if (i % 9 == 4) study.tell(i, TrialState::failed, std::nullopt, "no");
            else
                study.tell_all(i, TrialState::succeeded,
                               {value, i % 7 == 2 ? std::nan("") : -value * value, 1e300 * i});
        }
    }

    // What is best by the first objective alone is worst by the second: a tuner that looked at the first only would
    // stay near 0.
    void a_tuner_of_several_objectives_minds_the_second_data() { every_tuner(); }
    void a_tuner_of_several_objectives_minds_the_second() {
        if (kind().objectives == Objectives::one || kind().feedback == Feedback::none) return;
        Study study = begin(kind(), of_many_parameters(1), {Mode::minimize, Mode::minimize});
        int far = 0;
        for (int i = 0; i < 120; ++i) {
            const Trial* trial = study.ask();
            QVERIFY(trial);
            const double x = trial->row[0];
            if (i >= 60 && x > 0.5) ++far;
            study.tell_all(i, TrialState::succeeded, {x, 1 - x});
        }
        QVERIFY2(far >= 12, std::to_string(far).c_str());
    }

    void every_trial_fails_with_eight_at_once_data() { every_tuner(); }
    void every_trial_fails_with_eight_at_once() {
        Study study = begin(kind(), of_many_parameters(3));
        for (int i = 0; i < 60; ++i) {
            const Trial* trial = study.ask();
            QVERIFY(trial);
            study.start(trial->number);
            if (i >= at_once) study.tell(i - at_once, TrialState::failed, std::nullopt, "no");
        }
    }

    void a_space_that_is_edited_on_the_way_is_searched_on_data() { every_tuner(); }
    void a_space_that_is_edited_on_the_way_is_searched_on() {
        Study before =
            begin(kind(), awkward_space({{"x", entry("uniform", {0.0, 1.0})}, {"c", entry("choice", {1, 2, 3})}}));
        QVERIFY(runs_inside(before, 40));
        // Narrower in x, and one branch less: a part of the trials lies in it.
        Study after =
            begin(kind(), awkward_space({{"x", entry("uniform", {0.0, 0.5})}, {"c", entry("choice", {1, 3})}}));
        for (const Trial& past : before.history().trials) {
            after.add(Suggestion{past.params, past.budget, past.start_from, past.note});
            after.start(past.number);
        }
        for (const int number : before.history().ended)
            after.tell(number, TrialState::succeeded,
                       before.history().trials[static_cast<std::size_t>(number)].objective);
        QVERIFY(!after.outside().empty());
        QVERIFY(runs_inside(after, 30));
    }
};

LATHE_TEST(TestAwkwardSearches)
#include "test_awkward_searches.moc"
