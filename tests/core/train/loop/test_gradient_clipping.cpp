// SPDX-License-Identifier: GPL-3.0-or-later
#include <torch/types.h>

#include <QTest>

#include "core/train/loop/gradient_clipping.h"
#include "tests/test_program.h"

using lathe::train::GradientClipping;

namespace {

torch::Tensor parameter_with_gradient(const std::vector<double>& gradient) {
    auto parameter = torch::zeros({static_cast<std::int64_t>(gradient.size())}, torch::kFloat64).requires_grad_();
    parameter.mutable_grad() = torch::tensor(gradient, torch::kFloat64);
    return parameter;
}

}  // namespace

class TestGradientClipping : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // As torch.nn.utils.clip_grad_norm_, whose divisor is the norm + 1e-6.
    void the_norm_is_that_of_all_together() {
        const std::vector<torch::Tensor> parameters{parameter_with_gradient({3, 0}), parameter_with_gradient({0, 4}),
                                                    torch::zeros({2})};  // the last one has no gradient
        GradientClipping(1, GradientClipping::By::norm).apply(parameters);
        const double factor = 1 / (5 + 1e-6);
        QCOMPARE(parameters[0].grad()[0].item<double>(), 3 * factor);
        QCOMPARE(parameters[1].grad()[1].item<double>(), 4 * factor);
        QVERIFY(!parameters[2].grad().defined());
    }

    void what_is_within_the_limit_stays() {
        const std::vector<torch::Tensor> parameters{parameter_with_gradient({3, 4})};
        GradientClipping(5.1, GradientClipping::By::norm).apply(parameters);
        QVERIFY(torch::equal(parameters[0].grad(), torch::tensor({3.0, 4.0}, torch::kFloat64)));
        GradientClipping(1, GradientClipping::By::norm).apply({});
    }

    void by_value_each_number_by_itself() {
        const std::vector<torch::Tensor> parameters{parameter_with_gradient({-3, 0.25, 7})};
        GradientClipping(0.5, GradientClipping::By::value).apply(parameters);
        QVERIFY(torch::equal(parameters[0].grad(), torch::tensor({-0.5, 0.25, 0.5}, torch::kFloat64)));
    }

    void as_the_options_say() {
        lathe::train::TrainerOptions options;
        QVERIFY(!GradientClipping::from(options));
        options.gradient_clip_val = 1;
        options.gradient_clip_algorithm = "value";
        const std::vector<torch::Tensor> parameters{parameter_with_gradient({3, 4})};
        GradientClipping::from(options)->apply(parameters);
        QVERIFY(torch::equal(parameters[0].grad(), torch::tensor({1.0, 1.0}, torch::kFloat64)));
    }
};

LATHE_TEST(TestGradientClipping)
#include "test_gradient_clipping.moc"
