// SPDX-License-Identifier: GPL-3.0-or-later
// Random sequences of changes, crashes and restarts, against a model that fits on a page.
#include <algorithm>
#include <map>

#include <QtTest>

#include <rapidcheck.h>

#include "core/store/study_record.h"
#include "tests/core/queue/queue_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;

namespace {

struct ModelItem {
    int priority = 0;
    ItemState state = ItemState::waiting;
    bool in_process = false;  // somebody holds its lock
    bool stopping = false;    // and was asked to stop
    bool finished = false;    // its study is
    int trained = 0;
    int crashes = 0;
};

class Model {
  public:
    std::map<int, ModelItem> items;
    std::vector<int> order;  // of those that wait, are held or run

    void add(int number, int priority) {
        items[number].priority = priority;
        const auto is_lower = [&](int other) { return items[other].priority < priority; };
        order.insert(std::ranges::find_if(order, is_lower), number);
    }
    void leave(int number) { std::erase(order, number); }
    // As Queue::move: the priority nearest to its own that keeps the order.
    void move(int number, std::size_t index) {
        leave(number);
        auto& priority = items[number].priority;
        if (index > 0) priority = std::min(priority, items[order[index - 1]].priority);
        if (index < order.size()) priority = std::max(priority, items[order[index]].priority);
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(index), number);
    }
    int running() const {
        return static_cast<int>(std::ranges::count_if(items, [](const auto& one) { return one.second.in_process; }));
    }
    bool is_orphan(int number) const {
        const auto& item = items.at(number);
        return item.state == ItemState::running && !item.in_process;
    }
    std::optional<int> next() const {
        for (const int number : order)
            if ((items.at(number).state == ItemState::waiting && !items.at(number).in_process) || is_orphan(number))
                return number;
        return std::nullopt;
    }
};

class Campaign {
  public:
    void step() {
        switch (*rc::gen::inRange(0, 14)) {
            case 0:
            case 1: return add();
            case 2: return move();
            case 3: return hold();
            case 4: return release();
            case 5: return remove();
            case 6:
            case 7: return take();
            case 8: return train();
            case 9: return end();
            case 10: return crash();
            case 11: return ask_to_stop();
            case 12: return put_aside_with_a_stop();
            default: return restore();
        }
    }

    void check() {
        std::map<int, ItemState> seen;
        std::vector<int> order;
        std::vector<Item> items = bench_.items();
        std::ranges::sort(items, [](const Item& a, const Item& b) { return comes_before(a, b); });
        for (const Item& item : items) {
            seen[item.number] = item.state;
            const ModelItem& expected = model_.items.at(item.number);
            RC_ASSERT(item.is_locked == expected.in_process);
            RC_ASSERT(item.is_stopping == (expected.in_process && expected.stopping));
            if (item.is_pending() || item.is_begun()) order.push_back(item.number);
        }
        RC_ASSERT(seen.size() == model_.items.size());
        for (const auto& [number, item] : model_.items) {
            RC_ASSERT(seen.at(number) == (model_.is_orphan(number) ? ItemState::interrupted : item.state));
            RC_ASSERT(item.trained <= 1);
        }
        RC_ASSERT(order == model_.order);
        int studies = 0;
        for (const auto& [number, item] : model_.items) studies += item.trained;
        RC_ASSERT(static_cast<int>(bench_.studies().size()) == studies);
    }

  private:
    std::optional<int> any(const std::function<bool(const ModelItem&)>& fits) const {
        std::vector<int> numbers;
        for (const auto& [number, item] : model_.items)
            if (fits(item)) numbers.push_back(number);
        if (numbers.empty()) return std::nullopt;
        return *rc::gen::elementOf(numbers);
    }
    static bool is_pending(const ModelItem& item) {
        return item.state == ItemState::waiting || item.state == ItemState::held;
    }

    void add() {
        const int priority = *rc::gen::inRange(-1, 2);
        model_.add(bench_.add(priority), priority);
    }
    void move() {
        const auto number = any(is_pending);
        if (!number) return;
        const auto other =
            any([](const ModelItem& item) { return is_pending(item) || item.state == ItemState::running; });
        const bool before = *rc::gen::arbitrary<bool>();
        const auto moved = bench_.queue().move(*number, {before ? Place::Kind::before : Place::Kind::after, *other});
        RC_ASSERT(moved.has_value() == (other != number));
        if (other == number) return;
        const auto old_order = model_.order;
        const int old_priority = model_.items[*number].priority;
        auto without = model_.order;
        std::erase(without, *number);
        const auto at = static_cast<std::size_t>(std::ranges::find(without, *other) - without.begin());
        model_.move(*number, before ? at : at + 1);
        RC_ASSERT(moved->old_priority == old_priority);
        RC_ASSERT(moved->priority == model_.items[*number].priority);
        RC_ASSERT(moved->changed == (model_.order != old_order || moved->priority != old_priority));
    }
    void hold() {
        const auto number = any([](const ModelItem& item) { return item.state == ItemState::waiting; });
        if (!number) return;
        RC_ASSERT(bench_.queue().hold({*number}).has_value());
        model_.items[*number].state = ItemState::held;
    }
    void release() {
        const auto number = any([](const ModelItem& item) { return item.state == ItemState::held; });
        if (!number) return;
        RC_ASSERT(bench_.queue().release({*number}).has_value());
        model_.items[*number].state = ItemState::waiting;
        model_.items[*number].crashes = 0;
    }
    void remove() {
        const auto number = any([](const ModelItem& item) { return item.state != ItemState::removed; });
        if (!number) return;
        ModelItem& item = model_.items[*number];
        const bool may = item.state != ItemState::running || !item.in_process || item.stopping;
        RC_ASSERT(bench_.queue().remove({*number}).has_value() == may);
        if (!may) return;
        before_removal_[*number] = item.state == ItemState::running ? ItemState::waiting : item.state;
        item.state = ItemState::removed;
        model_.leave(*number);
    }
    // Its old rank may lie anywhere among those that were moved since.
    void restore() {
        const auto number = any([](const ModelItem& item) { return item.state == ItemState::removed; });
        if (!number) return;
        RC_ASSERT(bench_.queue().restore({*number}).has_value());
        ModelItem& item = model_.items[*number];
        item.state = before_removal_[*number];
        if (!is_pending(item)) return;
        const auto items = bench_.items();
        const Item restored = bench_.queue().find(*number).value();
        const auto comes_later = [&](int other) {
            const auto found = std::ranges::find(items, other, &Item::number);
            return comes_before(restored, *found);
        };
        model_.order.insert(std::ranges::find_if(model_.order, comes_later), *number);
    }
    void take() {
        const int at_once = *rc::gen::inRange(1, 3);
        for (const int number : std::vector(model_.order)) {
            ModelItem& item = model_.items[number];
            if (!model_.is_orphan(number) || !item.finished) continue;
            item.state = ItemState::done;
            model_.leave(number);
        }
        auto expected = model_.running() < at_once ? model_.next() : std::nullopt;
        while (expected && model_.items[*expected].crashes >= 5) {
            model_.items[*expected].state = ItemState::failed;
            model_.leave(*expected);
            expected = model_.next();
        }
        auto next = bench_.queue().take(at_once);
        RC_ASSERT(next.has_value());
        RC_ASSERT(next->taken.has_value() == expected.has_value());
        if (!expected) return;
        RC_ASSERT(next->taken->item.number == *expected);
        ModelItem& item = model_.items[*expected];
        item.state = ItemState::running;
        item.in_process = true;
        item.stopping = false;
        ++item.crashes;  // until it ends in order
        RC_ASSERT(taken_.emplace(*expected, std::move(*next->taken)).second);
    }
    std::optional<int> any_taken() const {
        return any([](const ModelItem& item) { return item.in_process; });
    }
    void train() {
        const auto number = any_taken();
        if (!number) return;
        ModelItem& item = model_.items[*number];
        RC_ASSERT(QueueBench::train(taken_.at(*number).item).has_value());
        if (!item.finished) ++item.trained;
        item.finished = true;
    }
    // In order: done when its study is, else stopped.
    void end() {
        const auto number = any_taken();
        if (!number) return;
        ModelItem& item = model_.items[*number];
        const auto state = item.finished ? ItemState::done : ItemState::waiting;
        RC_ASSERT(bench_.queue().end(*number, {state, std::nullopt, {}}).has_value());
        // What a person has said meanwhile stands, unless it came to its end.
        if (item.state == ItemState::removed) before_removal_[*number] = state;
        else if (item.state == ItemState::running || state == ItemState::done) item.state = state;
        item.crashes = 0;
        item.in_process = false;
        if (state == ItemState::done) model_.leave(*number);
        taken_.erase(*number);
    }
    void ask_to_stop() {
        const auto number =
            any([](const ModelItem& item) { return item.state == ItemState::running && item.in_process; });
        if (!number) return;
        const auto asked = bench_.queue().ask_to_stop({*number});
        ModelItem& item = model_.items[*number];
        RC_ASSERT(asked.has_value() && asked->size() == 1);
        RC_ASSERT(asked->front().changed == !item.stopping);
        item.stopping = true;
    }
    void put_aside_with_a_stop() {
        const auto number =
            any([](const ModelItem& item) { return item.state == ItemState::running && item.in_process; });
        if (!number) return;
        const bool is_held = *rc::gen::arbitrary<bool>();
        const auto stop = Queue::IfRunning::stop;
        RC_ASSERT(
            (is_held ? bench_.queue().hold({*number}, stop) : bench_.queue().remove({*number}, stop)).has_value());
        ModelItem& item = model_.items[*number];
        item.stopping = true;
        item.state = is_held ? ItemState::held : ItemState::removed;
        before_removal_[*number] = ItemState::waiting;
        if (!is_held) model_.leave(*number);
    }
    void crash() {
        const auto number = any_taken();
        if (!number) return;
        model_.items[*number].in_process = false;
        taken_.erase(*number);
    }

    QueueBench bench_;
    Model model_;
    std::map<int, TakenItem> taken_;
    std::map<int, ItemState> before_removal_;
};

}  // namespace

class TestQueueModel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void as_the_model_says() {
        QVERIFY(rc::check("the queue is as the model", [] {
            Campaign campaign;
            const int steps = *rc::gen::inRange(1, 60);
            for (int i = 0; i < steps; ++i) {
                campaign.step();
                campaign.check();
            }
        }));
    }
};

LATHE_TEST(TestQueueModel)
#include "test_queue_model.moc"
