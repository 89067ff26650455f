// SPDX-License-Identifier: GPL-3.0-or-later
// The order of the queue, worked out on plain values.
#pragma once

#include <vector>

#include "core/queue/item.h"
#include "core/queue/queue.h"

namespace lathe::queue {

// Sorts items as listings show them: those that were begun or are being stopped, by their start; those that are to run,
// by their rank; those that are over, the last first; damaged and removed ones.
void sort_for_listing(std::vector<Item>& items);

// The numbers of the items that have a place in the order, also of those that were begun, as they may come back to it.
std::vector<int> numbers_in_order(const std::vector<Item>& items);
// The numbers of those among them that wait for their turn, in the same order.
std::vector<int> numbers_with_place(const std::vector<Item>& items);

// The rank behind all items of this priority.
Rank rank_at_end(const std::vector<Item>& items, int priority);

// The items, with their new ranks, that are to be written in this order when `moved`, one of `items`, comes to `place`:
// itself, and where there is no room left all of a priority before it. Until the last is written the order stays.
std::vector<Item> ranks_after_move(const std::vector<Item>& items, const Item& moved, const Place& place);

}  // namespace lathe::queue
