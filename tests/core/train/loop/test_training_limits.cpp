// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <QtTest>

#include "core/train/loop/training_limits.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace std::chrono_literals;
using train::Accumulation;
using train::LoopState;
using train::TrainerOptions;
using train::TrainingLimits;

namespace {

TrainingLimits limits_of(const TrainerOptions& options) {
    return *TrainingLimits::from(options);
}

LoopState loop_at(std::int64_t epoch, std::int64_t batch, std::int64_t step) {
    LoopState state;
    state.epoch = epoch;
    state.batch = batch;
    state.step = step;
    return state;
}

}  // namespace

class TestTrainingLimits : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_thousand_epochs_unless_something_else_ends_it() {
        TrainerOptions options;
        QCOMPARE(limits_of(options).max_epochs(), 1000);
        options.max_steps = 10;
        QCOMPARE(limits_of(options).max_epochs(), TrainingLimits::no_limit);
        options.max_steps = -1;
        options.max_time = "1h";
        QCOMPARE(limits_of(options).max_epochs(), TrainingLimits::no_limit);
        options.epochs = 3;
        QCOMPARE(limits_of(options).max_epochs(), 3);
    }

    // Against counting the steps of a training batch by batch.
    void steps_to_come() {
        QVERIFY(rc::check("as many as batches give", [] {
            TrainerOptions options;
            options.epochs = *rc::gen::inRange<std::int64_t>(1, 6);
            options.max_steps = *rc::gen::inRange<std::int64_t>(-1, 30);
            const auto batches = *rc::gen::inRange<std::int64_t>(1, 12);
            for (int parts = *rc::gen::inRange(0, 4); parts > 0; --parts)
                options.accumulation_schedule[*rc::gen::inRange<std::int64_t>(0, 6)] =
                    *rc::gen::inRange<std::int64_t>(1, 5);
            if (options.accumulation_schedule.empty())
                options.accumulate_grad_batches = *rc::gen::inRange<std::int64_t>(1, 5);
            const Accumulation accumulation = Accumulation::from(options).value();
            const TrainingLimits limits = limits_of(options);
            LoopState state;
            while (!limits.reached(state, 0ms)) {
                for (state.batch = 0; state.batch < batches && !limits.reached(state, 0ms);) {
                    ++state.batch;
                    if (state.batch % accumulation.at(state.epoch) == 0 || state.batch == batches) ++state.step;
                }
                ++state.epoch;
            }
            RC_ASSERT(limits.total_steps(batches, accumulation) == state.step);
        }));
    }

    void steps_of_a_training_without_end_are_unknown() {
        TrainerOptions options;
        options.max_time = "1h";
        const Accumulation each = Accumulation::from(options).value();
        QVERIFY(!limits_of(options).total_steps(5, each));
        options.max_steps = 7;
        QCOMPARE(limits_of(options).total_steps(5, each), std::optional<std::int64_t>(7));
    }

    void each_limit_ends_it() {
        TrainerOptions options;
        options.epochs = 2;
        options.max_steps = 5;
        options.max_time = "10s";
        const TrainingLimits limits = limits_of(options);
        QVERIFY(!limits.reached(loop_at(1, 0, 4), 9999ms));
        QVERIFY(limits.reached(loop_at(2, 0, 4), 0ms));
        QVERIFY(limits.reached(loop_at(1, 0, 5), 0ms));
        QVERIFY(limits.reached(loop_at(1, 0, 4), 10s));
        QCOMPARE(limits.time_left(4s), std::optional(std::chrono::milliseconds(6s)));
        QCOMPARE(limits.time_left(11s), std::optional(0ms));
    }

    void a_time_that_cannot_be_read_is_an_error() {
        TrainerOptions options;
        options.max_time = "soon";
        const auto limits = TrainingLimits::from(options);
        QVERIFY(!limits);
        QCOMPARE(limits.error().key, std::string("train.max_time"));
    }

    void a_stop_waits_for_the_least_epochs_and_steps() {
        TrainerOptions options;
        options.min_epochs = 2;
        options.min_steps = 5;
        const TrainingLimits limits = limits_of(options);
        LoopState state = loop_at(1, 3, 5);
        QVERIFY(!limits.may_stop_early(state, 3));  // nobody has asked
        state.request_stop("first");
        state.request_stop("second");
        QCOMPARE(state.stop_reason, std::string("first"));
        QVERIFY(limits.may_stop_early(state, 3));   // the second epoch's batches are done
        QVERIFY(!limits.may_stop_early(state, 4));  // one is missing
        state.step = 4;
        QVERIFY(!limits.may_stop_early(state, 3));
        state.stop_now = true;
        QVERIFY(limits.may_stop_early(state, 3));
    }

    void the_last_batch_is_known() {
        TrainerOptions options;
        options.epochs = 2;
        options.max_steps = 9;
        const TrainingLimits limits = limits_of(options);
        QVERIFY(!limits.is_last_batch(loop_at(0, 3, 3), 3));
        QVERIFY(!limits.is_last_batch(loop_at(1, 2, 5), 3));
        QVERIFY(limits.is_last_batch(loop_at(1, 3, 6), 3));
        QVERIFY(limits.is_last_batch(loop_at(0, 1, 9), 3));
    }
};

LATHE_TEST(TestTrainingLimits)
#include "test_training_limits.moc"
