// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of items whose process, or machine, went down.
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QtTest>

#include "core/queue/standing.h"
#include "tests/core/queue/queue_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;
using Numbers = std::vector<int>;

class TestQueueCrashes : public QObject {
    Q_OBJECT

    std::unique_ptr<QueueBench> bench_;

    Queue queue() const { return bench_->queue(); }
    void put(int number, const std::function<void(Item&)>& change) const {
        Item item = queue().find(number).value();
        change(item);
        QVERIFY(write_item(item).has_value());
    }

  private Q_SLOTS:
    void init() { bench_ = std::make_unique<QueueBench>(); }

    void a_crash_after_the_end_of_its_study_is_done() {
        bench_->add();
        QVERIFY(QueueBench::train(bench_->take().item).has_value());  // and the lock is let go
        QCOMPARE(bench_->state(1), ItemState::interrupted);
        const auto next = queue().take(1);
        QVERIFY(next && !next->taken && !next->must_wait);
        QCOMPARE(bench_->state(1), ItemState::done);
    }

    void a_crash_goes_on_with_the_same_study() {
        bench_->add();
        const std::string study = bench_->take().item.study;
        QVERIFY(!study.empty());
        const auto again = bench_->take();
        QCOMPARE(again.item.study, study);
        QCOMPARE(again.item.attempts, 2);
        QVERIFY(QueueBench::train(again.item).has_value());
        QCOMPARE(bench_->studies().size(), 1u);
    }

    void a_crash_keeps_its_place() {
        for (int i = 0; i < 3; ++i) bench_->add();
        bench_->take();
        QVERIFY(queue().move(3, {Place::Kind::first}).has_value());
        QCOMPARE(bench_->take(3).item.number, 1);
        QCOMPARE(bench_->pending(), (Numbers{3, 2}));
    }

    void what_crashes_again_and_again_fails_in_the_end() {
        bench_->add();
        bench_->add();
        for (int i = 0; i < 5; ++i) QCOMPARE(bench_->take().item.number, 1);
        QCOMPARE(bench_->take().item.number, 2);
        QCOMPARE(bench_->state(1), ItemState::failed);
        QVERIFY(queue().find(1)->message.find("5 times") != std::string::npos);
        QVERIFY(queue().release({1}).has_value());
        QCOMPARE(queue().find(1)->attempts, 0);
    }

    void after_a_restart_of_the_machine() {
        bench_->add();
        bench_->take();
        put(1, [](Item& item) {
            item.process = this_process();
            item.process->boot = "0b4d9f5e-0000-4000-8000-000000000000";
        });
        QCOMPARE(bench_->state(1), ItemState::interrupted);
        QCOMPARE(bench_->take().item.number, 1);
    }

    void an_interrupted_one_says_so() {
        for (int i = 0; i < 2; ++i) bench_->add();
        bench_->take();
        QCOMPARE(bench_->state(1), ItemState::interrupted);
        const auto json = to_json(read_standing(queue()).value()).at("items");
        QCOMPARE(json.at(0).at("state").get<std::string>(), std::string("interrupted"));
        QCOMPARE(json.at(0).at("waits").get<std::string>(), std::string("interrupted"));
        // Not "is running": there is nothing to wait for.
        QVERIFY(queue().move(1, {Place::Kind::last}).error().str().find("is interrupted") != std::string::npos);
        QVERIFY(queue().hold({1}).has_value());
        QCOMPARE(bench_->state(1), ItemState::held);
        QVERIFY(queue().move(1, {Place::Kind::last}).has_value());
        QVERIFY(queue().release({1}).has_value());
        QCOMPARE(bench_->pending(), (Numbers{2, 1}));
    }
};

LATHE_TEST(TestQueueCrashes)
#include "test_queue_crashes.moc"
