// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/item_changes.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/printable.h"

namespace lathe::queue {

namespace {

Error is_in_state(const Item& item, std::string hint) {
    return error_about(item, fmt::format("is {}", name_of(item.state)), std::move(hint));
}

}  // namespace

Error error_about(const Item& item, const std::string& what, std::string hint) {
    return Error{fmt::format("item {} ({}) {}", item.number, printable(item.name), what), std::move(hint)};
}

bool is_running_on(const Item& item) {
    return item.state == ItemState::running && !item.stop_asked;
}

Result<bool> put_item_aside(Item& item, ItemState state, IfRunning running) {
    if (item.state == state) return false;
    if (item.state == ItemState::damaged) {
        if (!item.is_locked) return true;
        return fail(fmt::format("item {} is damaged, and its process still runs", item.number),
                    "wait for its end, or stop all that run: lathectl queue stop");
    }
    if (is_running_on(item)) {
        if (running == IfRunning::refuse) return fail(is_in_state(item, "wait for its end, or stop it: --stop"));
        item.stop_asked = item.is_stopping = true;
    }
    if (state == ItemState::held && !item.is_pending() && !item.is_begun())
        return fail(is_in_state(item, "only what waits can be held"));
    // What is restored later waits; it does not run by itself.
    item.before_removal = item.is_begun() ? ItemState::waiting : item.state;
    item.state = state;
    return true;
}

Result<bool> release_item(Item& item) {
    if (item.state == ItemState::waiting) return false;
    if (item.state != ItemState::held && item.state != ItemState::failed)
        return fail(is_in_state(item, "only what is held or failed can be released"));
    item.state = ItemState::waiting;
    item.attempts = 0;
    item.message.clear();
    item.exit_code.reset();
    return true;
}

Result<bool> restore_item(Item& item) {
    if (item.state != ItemState::removed) return fail(is_in_state(item, "only what was removed can be taken back"));
    item.state = item.before_removal;
    return true;
}

void end_item(Item& item, const ItemEnd& end) {
    item.exit_code = end.exit_code;
    item.message = end.message;
    item.attempts = 0;
    if (end.state != ItemState::waiting) item.ended = now();
    if (item.state == ItemState::removed) item.before_removal = end.state;
    else if (item.is_begun() || end.state != ItemState::waiting) item.state = end.state;
}

Result<void> check_can_move(const Item& item) {
    if (is_running_on(item)) return fail(is_in_state(item, "only what waits has a place: stop it first, or wait"));
    if (item.state == ItemState::interrupted)
        return fail(error_about(item, "is interrupted, and goes on before the others",
                                fmt::format("to move it, hold it first: lathectl queue hold {}", item.number)));
    if (!item.is_pending() && !item.is_begun()) return fail(is_in_state(item, "it has no place"));
    return {};
}

Result<void> check_can_be_neighbour(const Item& item) {
    if (!item.is_pending() && !item.is_begun()) return fail(is_in_state(item, "name one that waits"));
    return {};
}

}  // namespace lathe::queue
