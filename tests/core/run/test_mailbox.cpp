// SPDX-License-Identifier: GPL-3.0-or-later
// The bounded mailbox, and the gate that pauses a training thread.
#include <thread>

#include <QtTest>

#include "core/run/mailbox.h"
#include "core/run/spsc_queue.h"
#include "core/run/trial_body.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

std::vector<store::ScalarPoint> points(int from, int to) {
    std::vector<store::ScalarPoint> out;
    for (int i = from; i < to; ++i) out.push_back({i, 0, 0});
    return out;
}

}  // namespace

class TestMailbox : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_was_put_comes_out_once() {
        Mailbox mailbox;
        mailbox.put({0, "a"}, points(0, 3));
        mailbox.put({0, "a"}, points(3, 5));
        mailbox.put({1, "a"}, points(0, 1));
        mailbox.put({1, "b"}, {});
        const auto batch = mailbox.drain();
        QCOMPARE(batch.points.size(), 2u);
        QCOMPARE(batch.points.at({0, "a"}).size(), 5u);
        QCOMPARE(batch.dropped, std::uint64_t{0});
        QVERIFY(mailbox.drain().empty());
    }

    void overflow_keeps_the_newest_of_each_series() {
        Mailbox mailbox(10);
        mailbox.put({0, "slow"}, points(0, 2));
        for (int i = 0; i < 100; i += 7) mailbox.put({0, "fast"}, points(i, i + 7));
        mailbox.put({1, "burst"}, points(0, 25));
        const auto batch = mailbox.drain();
        QCOMPARE(batch.points.at({0, "slow"}).size(), 2u);
        const auto& fast = batch.points.at({0, "fast"});
        QCOMPARE(fast.size(), 10u);
        QCOMPARE(fast.back().step, std::int64_t{104});
        QCOMPARE(fast.front().step, std::int64_t{95});
        QCOMPARE(batch.points.at({1, "burst"}).front().step, std::int64_t{15});
        QCOMPARE(batch.dropped, std::uint64_t{95 + 15});
        QCOMPARE(mailbox.drain().dropped, std::uint64_t{0});
    }

    void a_flood_of_log_lines_stays_bounded() {
        Mailbox mailbox(10);
        for (int i = 0; i < 1000; ++i) mailbox.put_log(0, std::to_string(i));
        const auto batch = mailbox.drain();
        QVERIFY(batch.log.size() <= 20);
        QCOMPARE(batch.log.back().second, std::string("999"));
    }

    void the_queue_is_first_in_first_out_and_bounded() {
        SpscQueue<int, 4> queue(4);
        int pushed = 0;
        while (pushed < 100 && queue.push(pushed)) ++pushed;
        QVERIFY2(pushed >= 4 && pushed <= 12, qPrintable(QString::number(pushed)));
        for (int round = 0; round < 3; ++round) {  // full, drained, and again
            std::vector<int> got;
            QCOMPARE(queue.consume([&](int i) { got.push_back(i); }), static_cast<std::size_t>(pushed));
            for (int i = 0; i < pushed; ++i) QCOMPARE(got[static_cast<std::size_t>(i)], i);
            QCOMPARE(queue.consume([](int) {}), 0u);
            for (int i = 0; i < pushed; ++i)
                if (!queue.push(i)) pushed = i;  // a chunk that is not quite used up counts
            QVERIFY(pushed >= 4);
        }
    }

    void the_queue_between_two_threads() {
        SpscQueue<int, 16> queue(1024);
        constexpr int n = 200'000;
        std::thread producer([&] {
            for (int i = 0; i < n; ++i)
                while (!queue.push(i)) std::this_thread::yield();
        });
        int expected = 0;
        bool in_order = true;
        while (expected < n)
            if (queue.consume([&](int i) { in_order = in_order && i == expected++; }) == 0) std::this_thread::yield();
        producer.join();
        QVERIFY(in_order);
    }

    void the_gate_holds_until_resumed_or_stopped() {
        PauseGate gate;
        std::stop_source stop;
        gate.wait(stop.get_token());  // open: returns at once
        for (const bool by_stop : {false, true}) {
            gate.pause();
            QVERIFY(gate.paused());
            std::atomic<bool> through = false;
            std::thread waiter([&] {
                gate.wait(stop.get_token());
                through = true;
            });
            QVERIFY(!through);
            by_stop ? static_cast<void>(stop.request_stop()) : gate.resume();
            waiter.join();
            QVERIFY(through);
        }
    }
};

LATHE_TEST(TestMailbox)
#include "test_mailbox.moc"
