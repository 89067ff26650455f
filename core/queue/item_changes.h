// SPDX-License-Identifier: GPL-3.0-or-later
// What a command or an end makes of one item, by the state that it is in. Pure: whoever calls these writes the item,
// under the lock of its queue.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/queue/item.h"

namespace lathe::queue {

// What to do with an item that is being run.
enum class IfRunning : std::uint8_t { refuse, stop };

// Whether the item has a process that was not asked to stop yet.
bool is_running_on(const Item& item);

// Holds or removes an item. These three give whether the item changes, as it may be so already. The error: it is in a
// state in which that cannot be. `state`: held or removed. One that runs is stopping from then on, unless `running`
// refuses.
Result<bool> put_item_aside(Item& item, ItemState state, IfRunning running);
Result<bool> release_item(Item& item);  // one that is held, or has failed: it goes on
Result<bool> restore_item(Item& item);  // one that was removed, as it was before

// Sets how an item ended. What was removed stays so, and what a person has held or released meanwhile, unless it came
// to its end.
void end_item(Item& item, const ItemEnd& end);

// Fails where the item has no place that it could leave; the error says why.
Result<void> check_can_move(const Item& item);
// Fails where nothing can have a place beside this item; the error says why.
Result<void> check_can_be_neighbour(const Item& item);

// An error that reads "item 3 (its name) WHAT".
Error error_about(const Item& item, const std::string& what, std::string hint);

}  // namespace lathe::queue
