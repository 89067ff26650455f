// SPDX-License-Identifier: GPL-3.0-or-later
// What commands and ends make of one item in each of its states.
#include <vector>

#include <QtTest>

#include "core/queue/item_changes.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;

class TestItemChanges : public QObject {
    Q_OBJECT

    static Item in_state(ItemState state) {
        Item item;
        item.number = 3;
        item.name = "demo";
        item.state = state;
        return item;
    }
    static std::vector<ItemState> all_states() {
        using enum ItemState;
        return {waiting, held, running, interrupted, done, failed, removed, damaged};
    }

  private Q_SLOTS:
    void what_is_so_already_does_not_change() {
        for (const ItemState state : {ItemState::held, ItemState::removed}) {
            Item item = in_state(state);
            QCOMPARE(put_item_aside(item, state, IfRunning::refuse).value(), false);
        }
        Item waits = in_state(ItemState::waiting);
        QCOMPARE(release_item(waits).value(), false);
    }

    void only_what_waits_is_held() {
        for (const ItemState state : all_states()) {
            Item item = in_state(state);
            const auto changed = put_item_aside(item, ItemState::held, IfRunning::refuse);
            const bool fits = state == ItemState::waiting || state == ItemState::interrupted ||
                              state == ItemState::held || state == ItemState::damaged;
            QCOMPARE(changed.has_value(), fits);
        }
    }

    void one_that_runs_is_asked_to_stop_or_refused() {
        Item item = in_state(ItemState::running);
        QVERIFY(is_running_on(item));
        const auto refused = put_item_aside(item, ItemState::removed, IfRunning::refuse);
        QVERIFY(!refused);
        QVERIFY2(refused.error().str().find("item 3 (demo) is running") != std::string::npos,
                 refused.error().str().c_str());
        QVERIFY(!item.stop_asked);
        QVERIFY(put_item_aside(item, ItemState::removed, IfRunning::stop).value());
        QVERIFY(item.stop_asked && item.is_stopping && !is_running_on(item));
        QCOMPARE(item.state, ItemState::removed);
        QCOMPARE(item.before_removal, ItemState::waiting);
    }

    void what_is_restored_is_as_it_was() {
        for (const ItemState state : {ItemState::waiting, ItemState::held, ItemState::done, ItemState::failed}) {
            Item item = in_state(state);
            QVERIFY(put_item_aside(item, ItemState::removed, IfRunning::refuse).value());
            QVERIFY(restore_item(item).value());
            QCOMPARE(item.state, state);
        }
        Item held = in_state(ItemState::held);
        QVERIFY(!restore_item(held));
    }

    void a_release_forgets_the_failure() {
        Item item = in_state(ItemState::failed);
        item.attempts = 5;
        item.message = "no data";
        item.exit_code = 1;
        QVERIFY(release_item(item).value());
        QCOMPARE(item.state, ItemState::waiting);
        QVERIFY(item.attempts == 0 && item.message.empty() && !item.exit_code);
    }

    void what_a_person_has_said_outlives_a_stop_but_no_end() {
        const ItemEnd stopped{ItemState::waiting, std::nullopt, {}};
        const ItemEnd done{ItemState::done, 0, {}};
        Item held = in_state(ItemState::held);
        end_item(held, stopped);
        QCOMPARE(held.state, ItemState::held);
        QVERIFY(!held.ended);
        end_item(held, done);
        QCOMPARE(held.state, ItemState::done);
        QVERIFY(held.ended.has_value());
        Item removed = in_state(ItemState::removed);
        end_item(removed, done);
        QCOMPARE(removed.state, ItemState::removed);
        QCOMPARE(removed.before_removal, ItemState::done);
    }

    void only_what_waits_moves() {
        for (const ItemState state : all_states()) {
            const Item item = in_state(state);
            const bool waits = state == ItemState::waiting || state == ItemState::held;
            QCOMPARE(check_can_move(item).has_value(), waits);
            QCOMPARE(check_can_be_neighbour(item).has_value(), waits || item.is_begun());
        }
        // It is stopping, and comes back to a place.
        Item stops = in_state(ItemState::running);
        stops.stop_asked = true;
        QVERIFY(check_can_move(stops).has_value());
    }
};

LATHE_TEST(TestItemChanges)
#include "test_item_changes.moc"
