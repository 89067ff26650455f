// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QTest>

#include "core/store/metric_summary.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store;

class TestMetricSummary : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_last_and_the_best_value() {
        MetricSummary summary;
        summary.add(1, 0.5, search::Mode::minimize);
        summary.add(2, 0.3, search::Mode::minimize);
        summary.add(3, 0.4, search::Mode::minimize);
        QCOMPARE(summary.last, std::optional(0.4));
        QCOMPARE(summary.best, std::optional(0.3));
        QCOMPARE(summary.best_step, std::int64_t{2});
    }

    void of_equal_ones_the_first_is_best() {
        MetricSummary summary;
        for (const std::int64_t step : {4, 8}) summary.add(step, 0.9, search::Mode::maximize);
        QCOMPARE(summary.best_step, std::int64_t{4});
    }

    void what_is_not_finite_is_last_but_never_best() {
        MetricSummary summary;
        summary.add(1, std::numeric_limits<double>::infinity(), search::Mode::maximize);
        QVERIFY(!summary.best);
        summary.add(2, 1.0, search::Mode::maximize);
        summary.add(3, std::nan(""), search::Mode::maximize);
        QCOMPARE(summary.best, std::optional(1.0));
        QVERIFY(std::isnan(*summary.last));
    }

    void without_a_way_nothing_is_best() {
        MetricSummary summary;
        summary.add(1, 1.0, std::nullopt);
        QCOMPARE(summary.last, std::optional(1.0));
        QVERIFY(!summary.best);
    }

    void a_table_tells_the_objective_by_its_mode_and_others_by_their_names() {
        TrialRecord trial;
        trial.metric = "score";
        MetricsTable table;
        table["score"] = {{1, 3.0}, {2, 5.0}, {3, 4.0}};
        table["val_loss"] = {{1, 3.0}, {2, 5.0}};
        const auto summaries = metric_summaries(table, trial, search::Mode::maximize);
        QCOMPARE(summaries.at("score").best, std::optional(5.0));
        QCOMPARE(summaries.at("score").last, std::optional(4.0));
        QCOMPARE(summaries.at("val_loss").best, std::optional(3.0));
        QCOMPARE(summaries.at("val_loss").last, std::optional(5.0));
    }
};

LATHE_TEST(TestMetricSummary)
#include "test_metric_summary.moc"
