// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/core/train/loop/loop_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using test::evaluate;
using test::EvaluationTrace;
using Calls = std::vector<std::string>;

class TestEvaluationLoop : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // (x + 2)^2 of 0, 1, 2: 4, 9, 16; two batches, of two and of one sample.
    void means_over_all_samples() {
        const EvaluationTrace trace = evaluate({0, 1, 2}, 2);
        QVERIFY(trace.whole);
        QCOMPARE(trace.values, (std::map<std::string, double>{{"val_loss", 29.0 / 3}}));
        QCOMPARE(trace.calls, (Calls{"start", "epoch_start", "batch_start 0", "batch_end 0", "batch_start 1",
                                     "batch_end 1", "epoch_end"}));
    }

    void only_as_many_batches_as_wanted() {
        QCOMPARE(evaluate({0, 1, 2}, 1).values, (std::map<std::string, double>{{"val_loss", 6.5}}));
    }

    void the_module_evaluates_and_then_trains_again() {
        const EvaluationTrace trace = evaluate({0}, 1);
        QVERIFY(!trace.was_training);
        QVERIFY(!trace.grad_mode);
        QVERIFY(trace.is_training);
    }

    void interrupted_it_gives_nothing() {
        const EvaluationTrace trace = evaluate({0, 1, 2, 3, 4}, 3, 2);
        QVERIFY(!trace.whole);
        QVERIFY(trace.is_training);
        QCOMPARE(trace.calls.back(), std::string("batch_end 1"));
    }
};

LATHE_TEST(TestEvaluationLoop)
#include "test_evaluation_loop.moc"
