// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/search/objective_check.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

Errors errors_of_search(const Experiment& experiment, const config::Value& given) {
    return check_objective_settings(experiment, &given, config::Value(config::Dict{}));
}

}  // namespace

class TestObjectiveCheck : public QObject {
    Q_OBJECT

    const config::Value none_{config::Dict{}};

  private Q_SLOTS:
    void one_run_needs_none() {
        QVERIFY(errors_of_search(Experiment(), none_).empty());
        QVERIFY(check_objective_settings(Experiment(), nullptr, none_).empty());
    }

    void a_search_needs_one() {
        Experiment experiment;
        experiment.purpose = Purpose::search;
        const auto errors = check_objective_settings(experiment, nullptr, none_);
        QCOMPARE(errors.size(), 1u);
        QCOMPARE(errors.front().key, std::string("search.objective"));
        QVERIFY(errors_of_search(experiment, config::Dict{{"objective", "val_loss"}}).empty());
    }

    void a_program_needs_one_where_something_learns_or_judges() {
        Experiment experiment;
        experiment.purpose = Purpose::search;
        experiment.program = TrialProgram{};
        experiment.search.tuner.name = "Random";
        QVERIFY(errors_of_search(experiment, none_).empty());
        experiment.search.assessor = Algorithm{"Medianstop", config::Value(config::Dict{})};
        QVERIFY(errors_of_search(experiment, none_).front().what.find("Medianstop") != std::string::npos);
        experiment.search.tuner.name = "TPE";
        QVERIFY(errors_of_search(experiment, none_).front().what.find("TPE") != std::string::npos);
    }

    void more_than_the_tuner_takes_are_too_many() {
        Experiment experiment;
        experiment.search.tuner.name = "CMA-ES";
        experiment.search.objectives = {{"a"}, {"b"}};
        const auto errors = errors_of_search(experiment, none_);
        QCOMPARE(errors.size(), 1u);
        QCOMPARE(errors.front().key, std::string("search.tuner.name"));
        experiment.search.objectives.pop_back();
        QVERIFY(errors_of_search(experiment, none_).empty());
    }
};

LATHE_TEST(TestObjectiveCheck)
#include "test_objective_check.moc"
