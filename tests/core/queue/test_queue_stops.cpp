// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of items whose process is asked to stop, until it is gone.
#include <signal.h>

#include <memory>
#include <string>

#include <QtTest>

#include "core/queue/standing.h"
#include "tests/core/queue/queue_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;

class TestQueueStops : public QObject {
    Q_OBJECT

    std::unique_ptr<QueueBench> bench_;

    Queue queue() const { return bench_->queue(); }

  private Q_SLOTS:
    void init() { bench_ = std::make_unique<QueueBench>(); }

    void a_stop_is_no_crash() {
        bench_->add();
        for (int i = 0; i < 20; ++i) {
            const auto taken = bench_->take();
            QVERIFY(queue().end(1, {ItemState::waiting, std::nullopt, {}}).has_value());
        }
        QCOMPARE(bench_->state(1), ItemState::waiting);
    }

    void a_running_one_is_removed_only_with_a_stop() {
        bench_->add();
        {
            const auto taken = bench_->take();
            const auto refused = queue().remove({1});
            QVERIFY(!refused);
            QVERIFY(refused.error().hint.find("--stop") != std::string::npos);
            QVERIFY(queue().remove({1}, Queue::IfRunning::stop).has_value());
            // Its process has not begun yet: it will not.
            QVERIFY(!queue().begin(1, this_process()).value());
            QVERIFY(queue().end(1, {ItemState::waiting, std::nullopt, {}}).has_value());
        }
        QCOMPARE(bench_->state(1), ItemState::removed);
        QVERIFY(queue().restore({1}).has_value());
        QCOMPARE(bench_->state(1), ItemState::waiting);
    }

    // Its process lives up to its grace: nothing begins in its place.
    void what_is_stopped_takes_its_slot_until_it_is_gone_data() {
        QTest::addColumn<bool>("is_held");
        QTest::newRow("removed") << false;
        QTest::newRow("held") << true;
    }

    void what_is_stopped_takes_its_slot_until_it_is_gone() {
        QFETCH(bool, is_held);
        const auto listed = [&](std::size_t row) {
            return to_json(read_standing(queue()).value()).at("items").at(row);
        };
        bench_->add();
        bench_->add();
        {
            const auto taken = bench_->take();
            const auto stopped =
                is_held ? queue().hold({1}, Queue::IfRunning::stop) : queue().remove({1}, Queue::IfRunning::stop);
            QVERIFY(stopped && stopped->front().changed && stopped->front().item.is_stopping);
            QCOMPARE(listed(0).at("item").get<int>(), 1);
            QCOMPARE(listed(0).at("state").get<std::string>(), std::string("stopping"));
            QCOMPARE(listed(0).at("then").get<std::string>(), std::string(is_held ? "held" : "removed"));
            QVERIFY(listed(0).at("place").is_null());
            QCOMPARE(listed(1).at("place").get<int>(), 1);
            const auto next = queue().take(1);
            QVERIFY(next && !next->taken && next->must_wait);
            QCOMPARE(bench_->take(2).item.number, 2);
        }
        QCOMPARE(bench_->state(1), is_held ? ItemState::held : ItemState::removed);
        QVERIFY(!queue().find(1)->is_stopping);
        QCOMPARE(bench_->take().item.number, 2);
    }

    void one_that_is_stopped_keeps_its_turn() {
        bench_->add();
        bench_->add();
        {
            const auto taken = bench_->take();
            QVERIFY(queue().begin(1, this_process()).value());
            QVERIFY(queue().end(1, {ItemState::waiting, std::nullopt, {}}).has_value());
            // It has said its end, and lives still.
            const auto next = queue().take(1);
            QVERIFY(next && !next->taken && next->must_wait);
        }
        QCOMPARE(bench_->take().item.number, 1);
    }

    void one_that_is_taken_back_while_it_stops_waits_for_its_own_end() {
        bench_->add();
        bench_->add();
        {
            const auto taken = bench_->take();
            QVERIFY(queue().remove({1}, Queue::IfRunning::stop).has_value());
            QVERIFY(queue().restore({1}).has_value());
            QVERIFY(queue().find(1)->is_stopping);
            QVERIFY(!queue().take(1)->taken);
        }
        QCOMPARE(bench_->take().item.number, 1);
        QVERIFY(!queue().find(1)->stop_asked);
    }

    // What is left of its process is none of the training: a command of a person's that is told of its end.
    void one_that_is_over_takes_no_slot() {
        bench_->add();
        bench_->add();
        const auto taken = bench_->take();
        QVERIFY(queue().end(1, {ItemState::done, 0, {}}).has_value());
        QVERIFY(!queue().find(1)->is_stopping);
        {
            const auto second = bench_->take();
            QCOMPARE(second.item.number, 2);
        }
        QVERIFY(queue().remove({1}).has_value());
        QCOMPARE(bench_->take().item.number, 2);
    }

    // A second signal would end it without its checkpoint.
    void a_stop_is_asked_for_once() {
        bench_->add();
        bench_->add();
        const auto taken = bench_->take();
        const auto first = queue().ask_to_stop({1, 2, 7});
        QVERIFY(first && first->size() == 1 && first->front().changed);
        const auto second = queue().ask_to_stop({1});
        QVERIFY(second && second->size() == 1 && !second->front().changed);
        QVERIFY(queue().find(1)->is_stopping);
        QCOMPARE(bench_->state(1), ItemState::running);
        QVERIFY(!queue().begin(1, this_process()).value());  // had it not begun, it does not
        // It is no failure that it ended without a word.
        QCOMPARE(queue().settle(1, {ItemState::failed, 1, "why"})->state, ItemState::waiting);
        // What stops already needs no --stop.
        QVERIFY(queue().hold({1}).has_value());
    }

    void a_stop_never_meets_another_process() {
        bench_->add();
        const auto taken = bench_->take();
        // As a restart of the machine leaves it: the number is that of this test now.
        auto process = this_process();
        process.boot = "0b4d9f5e-0000-4000-8000-000000000000";
        QVERIFY(queue().begin(1, process).value());
        QVERIFY(!is_alive(process));
        QVERIFY(!send_signal(process, SIGTERM));
        QVERIFY(queue().remove({1}, Queue::IfRunning::stop).has_value());  // or this test would be gone
        process = this_process();
        ++process.start;
        QVERIFY(!send_signal(process, SIGTERM));
        QVERIFY(is_alive(this_process()));
        QVERIFY(send_signal(this_process(), 0));
    }
};

LATHE_TEST(TestQueueStops)
#include "test_queue_stops.moc"
