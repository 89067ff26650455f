// SPDX-License-Identifier: GPL-3.0-or-later
#include <torch/types.h>

#include <QTest>

#include "core/train/metrics/regression_error.h"
#include "tests/test_program.h"

using lathe::train::RegressionError;

class TestRegressionError : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void batches_add_up() {
        const auto truth = torch::tensor({1.0, 2.0, 4.0, 5.0});
        const auto predicted = torch::tensor({1.5, 2.0, 3.0, 5.0});
        RegressionError whole;
        whole.add(predicted, truth);
        RegressionError parts;
        parts.add(predicted.slice(0, 0, 1), truth.slice(0, 0, 1));
        parts.add(predicted.slice(0, 1), truth.slice(0, 1));
        parts.add(predicted.slice(0, 4), truth.slice(0, 4));  // an empty batch
        for (const auto* error : {&whole, &parts}) {
            QCOMPARE(error->mean_absolute(), 1.5 / 4);
            QCOMPARE(error->root_mean_square(), std::sqrt(1.25 / 4));
            QCOMPARE(error->r2(), 1 - 1.25 / 10);  // the truth varies by 4 + 1 + 1 + 4 about its mean 3
        }
    }

    // Values far from 0 that vary little, as years or prices do.
    void r2_keeps_its_digits_far_from_zero() {
        const auto small = torch::tensor({0.0, 1.0, 2.0, 3.0}, torch::kFloat64);
        RegressionError error;
        error.add(small + 1e9 + 0.5, small + 1e9);
        QVERIFY(std::abs(error.r2() - (1 - 1.0 / 5)) < 1e-6);
    }

    void a_truth_that_does_not_vary_leaves_nothing_to_explain() {
        RegressionError error;
        error.add(torch::ones({3}), torch::zeros({3}));
        QCOMPARE(error.r2(), 0.0);
        error.reset();
        QCOMPARE(error.root_mean_square(), 0.0);
    }
};

LATHE_TEST(TestRegressionError)
#include "test_regression_error.moc"
