// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <limits>

#include <QTest>

#include "core/train/loop/accumulation.h"
#include "tests/test_program.h"

using lathe::train::Accumulation;
using lathe::train::TrainerOptions;

namespace {

Accumulation accumulation_of(std::map<std::int64_t, std::int64_t> schedule, std::int64_t batches = 1) {
    TrainerOptions options;
    options.accumulate_grad_batches = batches;
    options.accumulation_schedule = std::move(schedule);
    return Accumulation::from(options).value();
}

}  // namespace

class TestAccumulation : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void one_number_holds_for_all_epochs() {
        const auto four = accumulation_of({}, 4);
        QCOMPARE(four.at(0), std::int64_t{4});
        QCOMPARE(four.at(1000), std::int64_t{4});
        QCOMPARE(four.steps(3, 10), std::optional<std::int64_t>{9});  // 4 + 4 + 2 batches
    }

    void a_schedule_begins_with_one_batch() {
        const auto schedule = accumulation_of({{2, 8}, {5, 3}});
        QCOMPARE(schedule.at(1), std::int64_t{1});
        QCOMPARE(schedule.at(2), std::int64_t{8});
        QCOMPARE(schedule.at(4), std::int64_t{8});
        QCOMPARE(schedule.at(5), std::int64_t{3});
    }

    void both_are_refused() {
        TrainerOptions options;
        options.accumulate_grad_batches = 2;
        options.accumulation_schedule = {{1, 4}};
        const auto refused = Accumulation::from(options);
        QVERIFY(!refused);
        QCOMPARE(refused.error().key, std::string("train.accumulation_schedule"));
    }

    void steps_are_the_sum_over_the_epochs() {
        QVERIFY(rc::check([] {
            const auto schedule = *rc::gen::container<std::map<std::int64_t, std::int64_t>>(
                rc::gen::inRange<std::int64_t>(0, 12), rc::gen::inRange<std::int64_t>(1, 9));
            const auto epochs = *rc::gen::inRange<std::int64_t>(0, 15);
            const auto batches = *rc::gen::inRange<std::int64_t>(1, 30);
            const auto accumulation = accumulation_of(schedule);
            std::int64_t sum = 0;
            for (std::int64_t epoch = 0; epoch < epochs; ++epoch)
                sum += (batches + accumulation.at(epoch) - 1) / accumulation.at(epoch);
            RC_ASSERT(accumulation.steps(epochs, batches) == std::optional(sum));
        }));
    }

    void more_than_can_be_counted() {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        QCOMPARE(accumulation_of({}).steps(most, 2), std::optional<std::int64_t>{});
        QCOMPARE(accumulation_of({}).steps(most, 1), std::optional<std::int64_t>{most});
    }
};

LATHE_TEST(TestAccumulation)
#include "test_accumulation.moc"
