// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <vector>

#include <QTest>

#include "core/config/document.h"
#include "core/search/study.h"
#include "core/search/tuners/acquisition_search.h"
#include "core/search/tuners/sobol_rows.h"
#include "core/search/tuners/trust_region.h"
#include "core/search/tuners/worth.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

space::Space yaml_space(const char* yaml) {
    return space::Space::parse(config::parse_value(yaml).value()).value();
}

std::vector<double> fails(std::size_t count) {
    return std::vector<double>(count, 1.0);
}

}  // namespace

class TestTrustRegion : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void trials_without_a_model_do_not_count() {
        QCOMPARE(trust_radius({}, 10, 1), 0.25);
        QCOMPARE(trust_radius(fails(30), 30, 1), 0.25);
    }

    // 6 failures halve a radius of 1/4, 7 the next.
    void failures_in_a_row_halve_it() {
        QCOMPARE(trust_radius(fails(1 + 5), 1, 1), 0.25);
        QCOMPARE(trust_radius(fails(1 + 6), 1, 1), 0.125);
        QCOMPARE(trust_radius(fails(1 + 6 + 6), 1, 1), 0.125);
        QCOMPARE(trust_radius(fails(1 + 6 + 7), 1, 1), 0.0625);
    }

    void improvements_in_a_row_double_it_up_to_everywhere() {
        std::vector<double> losses = {10};
        const std::vector<double> expected = {0.25, 0.25, 0.5, 0.5, 0.5, 1, 1, 1, 1};
        for (const double radius : expected) {
            losses.push_back(losses.back() - 1);
            QCOMPARE(trust_radius(losses, 1, 1), radius);
        }
        losses.back() = 100;  // interrupts the row
        losses.push_back(0);
        QCOMPARE(trust_radius(losses, 1, 1), 1.0);
    }

    void what_has_shrunk_to_nothing_begins_anew_everywhere() {
        // 6 + 7 + 8 + 9 + 10 + 11 failures lead to 1/256.
        QCOMPARE(trust_radius(fails(1 + 50), 1, 1), 1.0 / 128);
        QCOMPARE(trust_radius(fails(1 + 51), 1, 1), 1.0);
    }

    void trials_that_ran_together_fail_together() {
        QCOMPARE(trust_radius(fails(1 + 23), 1, 4), 0.25);
        QCOMPARE(trust_radius(fails(1 + 24), 1, 4), 0.125);
    }

    // Failed trials have infinite losses.
    void infinite_losses_are_no_improvement() { QCOMPARE(trust_radius(std::vector<double>(7, HUGE_VAL), 1, 1), 0.125); }

    void the_search_stays_within_it_where_the_best_trial_has_a_value() {
        const auto space = yaml_space("{x: {_type: uniform, _value: [0, 10]}, y: {_type: uniform, _value: [0, 1]}}");
        const space::Layout layout(space);
        const History history;
        const Observations nothing(layout, history);
        GaussianProcess gp(layout, 2.5, 1e-6);
        const space::Row centre = {0.9, std::nan("")};
        // Likes what is unlike the centre.
        const Worth::Utility utility = [](std::span<const Normal> predicted, std::span<NormalSlopes> slopes) {
            if (!slopes.empty()) slopes.front() = {0, 1};
            return predicted.front().deviation;
        };
        const space::Row seen = {0.9, 0.5};
        gp.add(seen);
        gp.set_targets(Eigen::VectorXd::Zero(1));
        const Worth worth({&gp}, utility, {});
        AcquisitionSearch search(nothing, worth);
        search.stay_near(centre, 0.25);
        Random random(1);
        double farthest = 0;
        for (const auto& row : search.run({seen}, random)) {
            QVERIFY(row[0] >= 0.65 && row[0] <= 1);
            farthest = std::max(farthest, std::abs(row[1] - 0.5));
        }
        QVERIFY(farthest > 0.4);
    }

    // After 45 failures far away the region is a sixty-fourth wide, the steps are a twentieth.
    void steps_larger_than_the_region_are_taken() {
        const auto space = yaml_space("{x: {_type: randint, _value: [0, 20]}, y: {_type: randint, _value: [0, 20]}}");
        auto study = Study::make(space, Mode::minimize, {"GP", config::Value(config::Dict{})}, {}).value();
        const auto tell = [&](int x, int y, double loss) {
            const Trial* trial = study.add(config::Value(config::Dict{{"x", x}, {"y", y}}));
            study.tell(trial->number, TrialState::succeeded, loss);
        };
        for (int i = 0; i < 10; ++i) tell(i, 19, 2);
        tell(10, 10, 0);
        for (int i = 0; i < 45; ++i) tell(i % 5, i / 5, 1);
        const Trial* next = study.ask();
        const auto distance = [&](const char* key) { return std::abs(next->params.get(key)->as_int() - 10); };
        QVERIFY(distance("x") <= 2 && distance("y") <= 2);
        QVERIFY(distance("x") + distance("y") > 0);
    }

    void the_first_try_is_the_middle() {
        const auto space =
            yaml_space("{x: {_type: loguniform, _value: [1, 100]}, c: {_type: choice, _value: [1, 2, 3]}}");
        const space::Layout layout(space);
        SobolRows rows;
        for (const std::uint64_t seed : {0, 1, 2}) {
            const space::Row first = rows.first_tries(layout, seed, 0);
            QCOMPARE(first[0], 0.5);
            QVERIFY(first[1] == 0 || first[1] == 1 || first[1] == 2);
        }
        QVERIFY(rows.first_tries(layout, 0, 1)[0] != 0.5);
    }
};

LATHE_TEST(TestTrustRegion)
#include "test_trust_region.moc"
