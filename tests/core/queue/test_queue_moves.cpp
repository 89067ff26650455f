// SPDX-License-Identifier: GPL-3.0-or-later
// In which order items stand, and what a move makes of it.
#include <memory>
#include <vector>

#include <QtTest>

#include "core/base/files.h"
#include "tests/core/queue/queue_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;
using Numbers = std::vector<int>;

class TestQueueMoves : public QObject {
    Q_OBJECT

    std::unique_ptr<QueueBench> bench_;

    Queue queue() const { return bench_->queue(); }

  private Q_SLOTS:
    void init() { bench_ = std::make_unique<QueueBench>(); }

    void in_the_order_in_which_they_were_added() {
        for (int i = 0; i < 3; ++i) bench_->add();
        QCOMPARE(bench_->pending(), (Numbers{1, 2, 3}));
        const auto taken = bench_->take();
        QCOMPARE(taken.item.number, 1);
        QCOMPARE(bench_->state(1), ItemState::running);
        QCOMPARE(bench_->pending(), (Numbers{2, 3}));
    }

    void higher_priorities_first() {
        bench_->add(0);
        bench_->add(5);
        bench_->add(-1);
        bench_->add(5);
        bench_->add(0);
        QCOMPARE(bench_->pending(), (Numbers{2, 4, 1, 5, 3}));
    }

    void moves() {
        using enum Place::Kind;
        for (int i = 0; i < 5; ++i) bench_->add();
        const auto moved = [&](int number, const Place& place) {
            const auto done = queue().move(number, place);
            if (!done) qFatal("%s", done.error().str().c_str());
            return bench_->pending();
        };
        QCOMPARE(moved(4, {first}), (Numbers{4, 1, 2, 3, 5}));
        QCOMPARE(moved(1, {last}), (Numbers{4, 2, 3, 5, 1}));
        QCOMPARE(moved(5, {before, 2}), (Numbers{4, 5, 2, 3, 1}));
        QCOMPARE(moved(4, {after, 3}), (Numbers{5, 2, 3, 4, 1}));
        QCOMPARE(moved(1, {Place::Kind::number, 2}), (Numbers{5, 1, 2, 3, 4}));
        QCOMPARE(moved(5, {Place::Kind::number, 99}), (Numbers{1, 2, 3, 4, 5}));
        // To the place that it has.
        QCOMPARE(moved(3, {Place::Kind::number, 3}), (Numbers{1, 2, 3, 4, 5}));
    }

    void a_move_tells_what_it_came_to() {
        using enum Place::Kind;
        for (int i = 0; i < 3; ++i) bench_->add();
        for (const Place& itself : {Place{before, 2}, Place{after, 2}}) {
            const auto refused = queue().move(2, itself);
            QVERIFY(!refused && refused.error().what.find("itself") != std::string::npos);
        }
        for (const Place& same : {Place{before, 3}, Place{after, 1}, Place{Place::Kind::number, 2}}) {
            const auto file = read_file(queue().find(2)->folder / "item.json").value();
            const auto moved = queue().move(2, same);
            QVERIFY(moved && !moved->changed);
            QCOMPARE(read_file(queue().find(2)->folder / "item.json").value(), file);
        }
        const auto moved = queue().move(2, {Place::Kind::number, 9});
        QVERIFY(moved && moved->changed);
        QCOMPARE(moved->place, 3);
        QCOMPARE(moved->places, 3);
    }

    void a_move_across_priorities_takes_the_nearest_one() {
        using enum Place::Kind;
        bench_->add(5);
        bench_->add(0);
        bench_->add(-3);
        const auto moved = queue().move(3, {first});
        QVERIFY(moved.has_value());
        QCOMPARE(moved->old_priority, -3);
        QCOMPARE(moved->priority, 5);
        QCOMPARE(bench_->pending(), (Numbers{3, 1, 2}));
        QCOMPARE(queue().find(3)->rank.priority, 5);
        const auto kept = queue().move(3, {after, 1});
        QVERIFY(kept.has_value());
        QCOMPARE(kept->old_priority, kept->priority);
        QCOMPARE(queue().find(3)->rank.priority, 5);
        QVERIFY(queue().move(3, {last}).has_value());
        QCOMPARE(bench_->pending(), (Numbers{1, 2, 3}));
        QCOMPARE(queue().find(3)->rank.priority, 0);
    }

    // Each goes between the same two, until there is no room.
    void moves_without_room() {
        for (int i = 0; i < 4; ++i) bench_->add();
        for (int i = 0; i < 60; ++i) {
            QVERIFY(queue().move(i % 2 == 0 ? 3 : 4, {Place::Kind::number, 2}).has_value());
            QCOMPARE(bench_->pending(),
                     i % 2 == 0 ? (Numbers{1, 3, i == 0 ? 2 : 4, i == 0 ? 4 : 2}) : (Numbers{1, 4, 3, 2}));
        }
    }
};

LATHE_TEST(TestQueueMoves)
#include "test_queue_moves.moc"
