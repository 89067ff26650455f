// SPDX-License-Identifier: GPL-3.0-or-later
// Each change of the queue, with its process killed before every single system call that changes anything.
#include <QtTest>

#include "core/store/study_record.h"
#include "tests/core/queue/queue_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;
using Numbers = std::vector<int>;

class TestQueueKills : public QObject {
    Q_OBJECT

    std::unique_ptr<QueueBench> bench_;

    Queue queue() const { return bench_->queue(); }

    // Prepares a queue, does `work` to it in a process that is killed at its n-th call, and looks at what is left; for
    // each n until the work comes to its end.
    enum class IfDamaged { refused, left };
    void at_every_call(const std::function<void()>& prepare, const std::function<void()>& work,
                       const std::function<bool()>& is_good, IfDamaged damaged = IfDamaged::refused) {
        for (int n = 1;; ++n) {
            bench_ = std::make_unique<QueueBench>();
            prepare();
            const auto killed = killed_at_call(n, work);
            if (!killed) QSKIP("processes may not be traced here");
            for (const Item& item : bench_->items())
                QVERIFY2(item.state != ItemState::damaged || damaged == IfDamaged::left,
                         qPrintable(QString::number(n)));
            QVERIFY2(is_good(), qPrintable(QString("killed at call %1").arg(n)));
            if (*killed) continue;
            QVERIFY(n > 10);
            return;
        }
    }
    void run_all() const {
        while (true) {
            auto next = queue().take(1);
            if (!next) qFatal("%s", next.error().str().c_str());
            if (!next->taken) return;
            if (const auto trained = QueueBench::train(next->taken->item); !trained)
                qFatal("%s", trained.error().str().c_str());
            if (!queue().end(next->taken->item.number, {ItemState::done, 0, {}})) qFatal("the end is not written");
        }
    }
    // Whatever was left, each item is run to its end, once, in one study.
    bool comes_to_its_end(std::size_t items) const {
        run_all();
        for (const Item& item : bench_->items())
            if (item.state != ItemState::done) return false;
        for (const auto& study : bench_->studies())
            if (store::read_study(study)->state != store::StudyState::finished) return false;
        return bench_->items().size() == items && bench_->studies().size() == items;
    }

  private Q_SLOTS:
    void add() {
        at_every_call([&] { bench_->add(); }, [&] { bench_->add(); },
                      [&] {
                          const auto before = bench_->pending();
                          const int another = bench_->add();
                          const auto after = bench_->pending();
                          if (before != Numbers{1} && before != Numbers{1, 2}) return false;
                          if (after.size() != before.size() + 1 || after.back() != another) return false;
                          return comes_to_its_end(after.size());
                      });
    }

    void move() {
        at_every_call(
            [&] {
                for (int i = 0; i < 3; ++i) bench_->add();
            },
            [&] { static_cast<void>(queue().move(3, {Place::Kind::first})); },
            [&] {
                const auto order = bench_->pending();
                return (order == Numbers{1, 2, 3} || order == Numbers{3, 1, 2}) && comes_to_its_end(3);
            });
    }

    void a_move_without_room() {
        const auto crowd = [&] {
            for (int i = 0; i < 4; ++i) bench_->add();
            for (const int number : {1, 2, 3, 4}) {
                Item item = queue().find(number).value();
                item.rank.position = number;
                if (!write_item(item)) qFatal("the item is not written");
            }
        };
        at_every_call(
            crowd,
            [&] {
                static_cast<void>(queue().move(4, {Place::Kind::after, 1}));
            },
            [&] {
                const auto order = bench_->pending();
                return order == Numbers{1, 2, 3, 4} || order == Numbers{1, 4, 2, 3};
            });
    }

    void hold_release_and_remove() {
        at_every_call([&] { bench_->add(); },
                      [&] {
                          static_cast<void>(queue().hold({1}));
                          static_cast<void>(queue().release({1}));
                          static_cast<void>(queue().remove({1}));
                          static_cast<void>(queue().restore({1}));
                      },
                      [&] {
                          static_cast<void>(queue().restore({1}));
                          return queue().release({1}).has_value() && comes_to_its_end(1);
                      });
    }

    // Whatever was written, nothing begins beside the process that is asked to stop, and it keeps its place.
    void stops() {
        std::optional<TakenItem> taken;
        at_every_call(
            [&] {
                taken.reset();
                for (int i = 0; i < 2; ++i) bench_->add();
                taken = bench_->take();
            },
            [&] {
                static_cast<void>(queue().ask_to_stop({1}));
                static_cast<void>(queue().hold({1}, Queue::IfRunning::stop));
                static_cast<void>(queue().remove({1}));
            },
            [&] {
                if (queue().take(1)->taken) return false;
                if (!queue().settle(1, {ItemState::waiting, std::nullopt, {}})) return false;
                taken.reset();
                static_cast<void>(queue().restore({1}));
                if (!queue().release({1}) || bench_->take().item.number != 1) return false;
                return comes_to_its_end(2);
            });
    }

    void remove_a_damaged_one() {
        at_every_call(
            [&] {
                for (int i = 0; i < 2; ++i) bench_->add();
                if (!write_file_atomically(queue().find(2)->folder / "item.json", "{")) qFatal("it is not damaged");
            },
            [&] { static_cast<void>(queue().remove({2})); },
            [&] {
                const bool is_there = bench_->items().size() == 2;
                if (is_there && !queue().remove({2})) return false;
                return bench_->add() == 3 && comes_to_its_end(2);
            },
            IfDamaged::left);
    }

    void clear() {
        const auto prepare = [&] {
            for (int i = 0; i < 3; ++i) bench_->add();
            if (!queue().remove({1, 3})) qFatal("they are not removed");
        };
        at_every_call(
            prepare, [&] { static_cast<void>(queue().clear()); },
            [&] {
                return bench_->add() == 4 && bench_->pending() == Numbers{2, 4} && queue().clear().has_value() &&
                       comes_to_its_end(2);
            });
    }

    // From the start of a runner to the end of its item.
    void a_whole_run() {
        at_every_call(
            [&] {
                for (int i = 0; i < 2; ++i) bench_->add();
            },
            [&] { run_all(); }, [&] { return comes_to_its_end(2); });
    }

    // One runner is killed anywhere, and the other does what is left.
    void two_runners() {
        at_every_call(
            [&] {
                for (int i = 0; i < 2; ++i) bench_->add();
            },
            [&] {
                const auto first = bench_->take(2);
                const auto second = bench_->take(2);
                static_cast<void>(QueueBench::train(second.item));
                static_cast<void>(queue().end(second.item.number, {ItemState::done, 0, {}}));
            },
            [&] { return comes_to_its_end(2); });
    }
};

LATHE_TEST(TestQueueKills)
#include "test_queue_kills.moc"
