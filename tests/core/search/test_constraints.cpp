// SPDX-License-Identifier: GPL-3.0-or-later
// Constraints: how they are written, and that trials which break one never count before those that keep all.
#include <cmath>

#include <QTest>

#include "core/config/document.h"
#include "core/search/constraint_list.h"
#include "core/search/losses.h"
#include "core/search/pareto.h"
#include "core/search/study.h"
#include "core/search/tuners/kept_limit.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

using Side = Constraint::Side;

config::Value list_of(const std::string& yaml) {
    return *config::Document::parse("constraints: " + yaml + "\n", "e.yaml").value().root().get("constraints");
}

space::Space interval() {
    return space::Space::parse(config::Value(config::Dict{
                                   {"x", config::Dict{{"_type", "uniform"}, {"_value", config::List{0.0, 1.0}}}}}))
        .value();
}

// Told: objective and latency.
Study study_of(const std::vector<std::pair<double, double>>& told) {
    Study study = std::move(Study::make(interval(), {Mode::minimize}, {"Random", config::Value(config::Dict{})}, {},
                                        {{"latency", Side::at_most, 20}})
                                .value());
    for (const auto& [loss, latency] : told) {
        const Trial* trial = study.ask();
        study.tell(trial->number, {TrialState::succeeded, {loss}, {latency}, {}});
    }
    return study;
}

}  // namespace

class TestConstraints : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void limits_are_read_and_written_alike() {
        const auto read = read_constraints(
            list_of("[{metric: latency, max: 20}, {metric: acc, min: 0.9}, {metric: size, max: 4, min: 1}]"), "c");
        QVERIFY(read.errors.empty());
        QCOMPARE(read.constraints.size(), std::size_t{4});
        QCOMPARE(text_of(read.constraints[0]), std::string("latency <= 20"));
        QCOMPARE(text_of(read.constraints[1]), std::string("acc >= 0.9"));
        const auto again = read_constraints(to_value(read.constraints), "c");
        QVERIFY(again.constraints == read.constraints);
    }

    void other_forms_are_refused_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("key");
        QTest::newRow("text") << "['latency <= 20']"
                              << "c[0]";
        QTest::newRow("no list") << "{metric: latency, max: 20}"
                                 << "c";
        QTest::newRow("no metric") << "[{max: 20}]"
                                   << "c[0].metric";
        QTest::newRow("no limit") << "[{metric: latency}]"
                                  << "c[0]";
        QTest::newRow("an unknown key") << "[{metric: latency, most: 20}]"
                                        << "c[0].most";
        QTest::newRow("no number") << "[{metric: latency, max: fast}]"
                                   << "c[0].max";
        QTest::newRow("infinite") << "[{metric: latency, max: .inf}]"
                                  << "c[0].max";
        QTest::newRow("nothing between") << "[{metric: latency, max: 1, min: 2}]"
                                         << "c[0]";
    }
    void other_forms_are_refused() {
        QFETCH(QString, yaml);
        QFETCH(QString, key);
        const auto read = read_constraints(list_of(yaml.toStdString()), "c");
        QCOMPARE(read.errors.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(read.errors[0].key), key);
        QCOMPARE(read.errors[0].line, 1);
        QVERIFY(!read.errors[0].hint.empty());
    }

    void the_excess_is_a_share_of_the_limit() {
        QCOMPARE((Constraint{"m", Side::at_most, 20}.excess(25)), 0.25);
        QCOMPARE((Constraint{"m", Side::at_most, 20}.excess(20)), 0.0);
        QCOMPARE((Constraint{"m", Side::at_least, -2}.excess(-3)), 0.5);
        QCOMPARE((Constraint{"m", Side::at_most, 0}.excess(0.5)), 0.5);
        QVERIFY(std::isinf(Constraint{"m", Side::at_most, 20}.excess(std::nan(""))));
        QCOMPARE(violation_of(std::vector{-3.0, 0.25, 0.5}), 0.75);
    }

    void the_best_trial_is_one_that_keeps_them() {
        const Study study = study_of({{0.1, 30}, {0.5, 19}, {0.4, 20}, {0.2, std::nan("")}});
        QCOMPARE(study.history().best()->number, 2);
        QVERIFY(study_of({{0.1, 30}}).history().best() == nullptr);
        const auto scored = losses(study.observations(), Liar::ignore);
        QCOMPARE(ranking(scored), (std::vector<std::size_t>{2, 1, 0, 3}));  // the unknown one last
    }

    void what_breaks_them_is_on_no_front() {
        Study study =
            std::move(Study::make(interval(), {Mode::minimize, Mode::minimize},
                                  {"Random", config::Value(config::Dict{})}, {}, {{"latency", Side::at_most, 20}})
                          .value());
        const std::vector<std::vector<double>> told = {{0, 0}, {1, 2}, {2, 1}, {3, 3}};
        for (std::size_t i = 0; i < told.size(); ++i)
            study.tell(study.ask()->number, {TrialState::succeeded, told[i], {i == 0 ? 21.0 : 5.0}, {}});
        QCOMPARE(pareto_front(study.history()), (std::vector<int>{1, 2}));
        const auto scored = losses(study.observations(), Liar::ignore);
        QCOMPARE(ranking(scored).back(), std::size_t{0});
        QVERIFY(scored[1].loss < 1 && scored[2].loss < 1 && scored[3].loss >= 1);
    }

    void a_probability_is_learned_from_the_excesses() {
        const space::Space space = interval();
        const space::Layout layout(space);
        std::vector<space::Row> rows;
        std::vector<double> excesses;
        for (int i = 0; i <= 20; ++i) {
            rows.push_back({i / 20.0});
            excesses.push_back(i == 0 ? HUGE_VAL : 0.45 - i / 20.0);  // kept from 0.45 on
        }
        const GaussianProcess gp(layout, 2.5, 1e-6);
        const std::vector<std::span<const double>> spans(rows.begin(), rows.end());
        const KeptLimit limit(layout, 2.5, 1e-6, spans, excesses, gp.fit(spans, ScaledExcesses(excesses).targets));
        const auto probability = [&](double x) {
            return std::exp(limit.log_probability(limit.process().predict(space::Row{x})).value);
        };
        QVERIFY2(probability(0.2) < 0.05, std::to_string(probability(0.2)).c_str());
        QVERIFY2(probability(0.75) > 0.95, std::to_string(probability(0.75)).c_str());
        Eigen::VectorXd d_mean;
        Eigen::VectorXd d_variance;
        const auto at = limit.log_probability(limit.process().predict(space::Row{0.43}, d_mean, d_variance));
        const double slope = at.by_mean * d_mean[0] + at.by_variance * d_variance[0];
        const double difference = (std::log(probability(0.43001)) - std::log(probability(0.42999))) / 2e-5;
        QVERIFY2(std::abs(slope - difference) < 1e-2 * (1 + std::abs(slope)), std::to_string(slope).c_str());
    }
};

LATHE_TEST(TestConstraints)
#include "test_constraints.moc"
