// SPDX-License-Identifier: GPL-3.0-or-later
// A metric of one's own over the batches of an evaluation.
#include <torch/types.h>

#include <QTest>

#include <cmath>

#include "core/train/error.h"
#include "core/train/metrics/metric_total.h"
#include "core/train/parallel/rank_group.h"
#include "tests/test_program.h"

using lathe::train::Metric;
using lathe::train::MetricTotal;
using lathe::train::RankGroup;

namespace {

// Its totals of a batch are the predictions as they are.
class SumOfFirst : public Metric {
  public:
    torch::Tensor totals(const torch::Tensor& predictions, const torch::Tensor&) const override { return predictions; }
    double value(const torch::Tensor& totals) const override { return totals[0].item<double>(); }
};

QString error_of_adding(MetricTotal& total, const torch::Tensor& totals) {
    try {
        total.add(totals, {});
    } catch (const lathe::train::TrainError& error) {
        return QString::fromStdString(error.error().str());
    }
    return {};
}

}  // namespace

class TestMetricTotal : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void batches_add_up() {
        MetricTotal total("own", std::make_shared<SumOfFirst>());
        QVERIFY(std::isnan(total.value(RankGroup())));
        total.add(torch::tensor({1.0, 2.0}), {});
        total.add(torch::tensor({{3.0, 4.0}}), {});
        QCOMPARE(total.value(RankGroup()), 4.0);
        total.reset();
        total.add(torch::tensor(7.0), {});
        QCOMPARE(total.value(RankGroup()), 7.0);
    }

    // Adding them up would spread the shorter one over the longer, or fail without a name.
    void totals_of_another_length_are_refused_data() {
        QTest::addColumn<int>("length");
        for (const int length : {0, 1, 3}) QTest::addRow("%d", length) << length;
    }
    void totals_of_another_length_are_refused() {
        QFETCH(int, length);
        MetricTotal total("own", std::make_shared<SumOfFirst>());
        total.add(torch::tensor({1.0, 2.0}), {});
        const QString error = error_of_adding(total, torch::ones({length}));
        QVERIFY2(error.contains("metric own") && error.contains("always the same length"), qPrintable(error));
    }

    void no_totals_are_refused() {
        MetricTotal total("own", std::make_shared<SumOfFirst>());
        QVERIFY(error_of_adding(total, {}).contains("metric own gives no totals"));
    }
};

LATHE_TEST(TestMetricTotal)
#include "test_metric_total.moc"
