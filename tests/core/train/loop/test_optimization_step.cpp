// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <cmath>

#include "tests/core/train/loop/loop_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using test::run_steps;
using test::StepProbe;
using test::StepTrace;
using test::Weights;

namespace {

struct Gradients {
    double a = 0;
    double b = 0;
};

// Of (a x + b)^2.
Gradients gradients(const Weights& w, double x) {
    const double inside = w.first * x + w.second;
    return {2 * inside * x, 2 * inside};
}

bool is_close(const Weights& found, const Weights& expected) {
    return std::abs(found.first - expected.first) < 1e-12 && std::abs(found.second - expected.second) < 1e-12;
}

const std::vector<std::string> around_backward{"on_before_zero_grad", "on_before_backward", "on_after_backward"};

}  // namespace

class TestOptimizationStep : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void one_batch_one_step() {
        StepProbe probe;
        probe.x = {0.5, -1};
        const StepTrace trace = run_steps(probe);
        QCOMPARE(trace.stepped, (std::vector<bool>{true, true}));
        QCOMPARE(trace.losses.at(0), 2.5 * 2.5);
        Weights w{1, 2};
        for (std::size_t i = 0; i < probe.x.size(); ++i) {
            const Gradients g = gradients(w, probe.x[i]);
            w = {w.first - 0.1 * g.a, w.second - 0.1 * g.b};
            QVERIFY(is_close(trace.weights[i], w));
        }
        std::vector<std::string> expected;
        for (std::size_t i = 0; i < probe.x.size(); ++i) {
            expected.insert(expected.end(), around_backward.begin(), around_backward.end());
            expected.insert(expected.end(), {"on_before_optimizer_step", "step"});
        }
        QCOMPARE(trace.calls, expected);
    }

    void accumulated_batches_share_a_step_and_the_last_one_is_smaller() {
        StepProbe probe;
        probe.options.accumulate_grad_batches = 2;
        probe.x = {0.5, -1, 2};
        const StepTrace trace = run_steps(probe);
        QCOMPARE(trace.stepped, (std::vector<bool>{false, true, true}));
        QCOMPARE(trace.losses.at(1), 1.0);  // not divided
        QVERIFY(is_close(trace.weights[0], {1, 2}));
        const Gradients g0 = gradients({1, 2}, 0.5);
        const Gradients g1 = gradients({1, 2}, -1);
        const Weights w{1 - 0.1 * (g0.a + g1.a) / 2, 2 - 0.1 * (g0.b + g1.b) / 2};
        QVERIFY(is_close(trace.weights[1], w));
        const Gradients g2 = gradients(w, 2);  // half, though it is alone: as Lightning
        QVERIFY(is_close(trace.weights[2], {w.first - 0.1 * g2.a / 2, w.second - 0.1 * g2.b / 2}));
        QCOMPARE(std::count(trace.calls.begin(), trace.calls.end(), "on_before_zero_grad"), 2);
    }

    void gradients_are_clipped_before_the_step() {
        StepProbe probe;
        probe.x = {0.5};
        probe.options.gradient_clip_val = 1.5;
        probe.options.gradient_clip_algorithm = "value";
        QVERIFY(is_close(run_steps(probe).weights[0], {1 - 0.1 * 1.5, 2 - 0.1 * 1.5}));
        probe.options.gradient_clip_algorithm = "norm";
        const Gradients g = gradients({1, 2}, 0.5);
        const double factor = 1.5 / (std::hypot(g.a, g.b) + 1e-6);
        QVERIFY(is_close(run_steps(probe).weights[0], {1 - 0.1 * factor * g.a, 2 - 0.1 * factor * g.b}));
    }

    void clipping() {
        QCOMPARE(test::clip(5, "norm", {3, 4}).at(1), 4 * (5 / (5 + 1e-6)));
        QCOMPARE(test::clip(10, "norm", {3, 4}), (std::vector<double>{3, 4}));
        QCOMPARE(test::clip(2, "value", {3, -4, 1}), (std::vector<double>{2, -2, 1}));
        QCOMPARE(test::clip(2, "norm", {}), std::vector<double>{});
    }

    void two_optimizers_step_on_the_same_loss() {
        StepProbe probe;
        probe.x = {0.5, -1};
        probe.optimizers = {{"SGD", 0.1, "a", {}}, {"SGD", 0.01, "b", {}}};
        const StepTrace trace = run_steps(probe);
        Weights w{1, 2};
        for (std::size_t i = 0; i < probe.x.size(); ++i) {
            const Gradients g = gradients(w, probe.x[i]);
            w = {w.first - 0.1 * g.a, w.second - 0.01 * g.b};
            QVERIFY(is_close(trace.weights[i], w));
        }
    }

    void a_closure_computes_the_loss_again_and_again() {
        StepProbe probe;
        probe.x = {0.5};
        probe.optimizers = {{"LBFGS", 0.1, "ab", {}}};
        const StepTrace trace = run_steps(probe);
        QCOMPARE(trace.error, std::string());
        QCOMPARE(trace.stepped, std::vector<bool>{true});
        QCOMPARE(trace.losses.at(0), 2.5 * 2.5);  // of the first time
        const auto count = [&trace](const char* call) {
            return std::count(trace.calls.begin(), trace.calls.end(), call);
        };
        QVERIFY(count("on_after_backward") > 1);
        QCOMPARE(count("on_before_zero_grad"), count("on_after_backward"));
        QCOMPARE(count("on_before_optimizer_step"), 1);
        QVERIFY(std::abs(trace.weights[0].first * 0.5 + trace.weights[0].second) < 2.5);
    }

    void what_closures_cannot_do_is_said() {
        StepProbe probe;
        probe.x = {0.5, 1};
        probe.optimizers = {{"LBFGS", 0.1, "ab", {}}};
        probe.options.accumulate_grad_batches = 2;
        QVERIFY(QString::fromStdString(run_steps(probe).error).contains("train.accumulate_grad_batches"));
        probe.options.accumulate_grad_batches = 1;
        probe.optimizers = {{"LBFGS", 0.1, "a", {}}, {"SGD", 0.1, "b", {}}};
        QVERIFY(QString::fromStdString(run_steps(probe).error).contains("cannot share it"));
    }

    void a_loss_is_one_finite_number() {
        StepProbe probe;
        probe.x = {0.5};
        probe.module_gives_two_losses = true;
        QVERIFY(QString::fromStdString(run_steps(probe).error).contains("it returned 2 numbers"));
        probe.module_gives_two_losses = false;
        probe.x = {std::nan("")};
        const StepTrace trace = run_steps(probe);
        QVERIFY(QString::fromStdString(trace.error).contains("NaN at step 1 (epoch 0)"));
        QVERIFY(std::find(trace.calls.begin(), trace.calls.end(), "on_before_optimizer_step") == trace.calls.end());
    }

    void the_guard_tells_what_the_loss_became() {
        QCOMPARE(test::guard(1e300), std::string());
        QVERIFY(QString::fromStdString(test::guard(INFINITY)).contains("infinite at step 4 (epoch 1)"));
        QVERIFY(QString::fromStdString(test::guard(-INFINITY)).contains("infinite"));
        QCOMPARE(test::guard(NAN, true), std::string());
    }
};

LATHE_TEST(TestOptimizationStep)
#include "test_optimization_step.moc"
