// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "core/search/regret.h"
#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

Study regret_study(std::vector<Constraint> constraints = {}) {
    const auto entry = config::Dict{{"_type", "uniform"}, {"_value", config::List{0.0, 1.0}}};
    const config::Value space = config::Dict{{"x", entry}, {"y", entry}};
    return std::move(Study::make(space::Space::parse(space).value(), {Mode::minimize},
                                 {"GP", config::Value(config::Dict{})}, {}, std::move(constraints))
                         .value());
}

double valley(const Trial& trial) {
    return 10 * (std::pow(trial.row[0] - 0.37, 2) + std::pow(trial.row[1] - 0.62, 2));
}

}  // namespace

class TestRegret : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void it_falls_as_the_search_comes_to_its_end() {
        Study study = regret_study();
        std::optional<double> early;
        for (int i = 0; i < 40; ++i) {
            const Trial* trial = study.ask();
            study.tell(i, TrialState::succeeded, valley(*trial));
            if (i == 8) QVERIFY(!expected_regret(study.observations()));
            if (i == 11) early = expected_regret(study.observations());
        }
        const auto late = expected_regret(study.observations());
        QVERIFY(early && late);
        QVERIFY2(*late < 0.02, std::to_string(*late).c_str());
        QVERIFY2(*late < *early, std::to_string(*early).c_str());
        QCOMPARE(*expected_regret(study.observations()), *late);
    }

    void noise_alone_is_no_regret() {
        Study study = regret_study();
        Random random(3);
        for (int i = 0; i < 60; ++i) {
            const Trial* trial = study.add(study.space().sample(random));
            study.tell(i, TrialState::succeeded, 1 + 0.1 * random.normal());
            QVERIFY(trial);
        }
        const auto regret = expected_regret(study.observations());
        QVERIFY(regret);
        QVERIFY2(*regret < 0.1, std::to_string(*regret).c_str());
    }

    void it_is_of_the_unit_of_the_objective() {
        Study small = regret_study();
        Study large = regret_study();
        Random random(5);
        for (int i = 0; i < 20; ++i) {
            const auto params = small.space().sample(random);
            const Trial* one = small.add(params);
            large.add(params);
            small.tell(i, TrialState::succeeded, valley(*one));
            large.tell(i, TrialState::succeeded, 1000 * valley(*one));
        }
        const double ratio = *expected_regret(large.observations()) / *expected_regret(small.observations());
        QVERIFY2(std::abs(ratio - 1000) < 1, std::to_string(ratio).c_str());
    }

    void nothing_is_said_where_nothing_keeps_the_constraints() {
        Study study = regret_study({{"latency", Constraint::Side::at_most, 1}});
        Random random(5);
        for (int i = 0; i < 30; ++i) {
            study.add(study.space().sample(random));
            study.tell(i, {TrialState::succeeded, {valley(study.history().trials.back())}, {2.0}, {}});
        }
        QVERIFY(!expected_regret(study.observations()));
    }
};

LATHE_TEST(TestRegret)
#include "test_regret.moc"
