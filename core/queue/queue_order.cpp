// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/queue_order.h"

#include <algorithm>
#include <iterator>

namespace lathe::queue {

namespace {

int group_of(const Item& item) {
    if (item.is_begun() || item.is_stopping) return 0;
    if (item.is_pending()) return 1;
    if (item.is_over()) return 2;
    return item.state == ItemState::damaged ? 3 : 4;
}

bool is_listed_before(const Item& a, const Item& b) {
    const int group = group_of(a);
    if (group != group_of(b)) return group < group_of(b);
    if (group == 0 && a.started != b.started) return a.started < b.started;
    if (group == 2 && a.ended != b.ended) return a.ended > b.ended;
    return comes_before(a, b);
}

// Those that have a place, in order: also those that were begun, as they may come back to it.
std::vector<Item> in_order(const std::vector<Item>& items, int without) {
    std::vector<Item> order;
    std::ranges::copy_if(items, std::back_inserter(order), [&](const Item& item) {
        return item.number != without && (item.is_pending() || item.is_begun());
    });
    std::ranges::sort(order, [](const Item& a, const Item& b) { return comes_before(a, b); });
    return order;
}

// Index in `order` of the item that the moved one comes before; its size: it comes last.
std::size_t successor(const std::vector<Item>& order, const Place& place) {
    using enum Place::Kind;
    const auto found = std::ranges::find(order, place.value, &Item::number);
    const auto index = static_cast<std::size_t>(found - order.begin());
    if (place.kind == before) return index;
    if (place.kind == after) return std::min(index + 1, order.size());
    const int wanted = place.kind == first ? 1 : place.kind == number ? std::max(place.value, 1) : 0;
    int pending = 0;
    for (std::size_t i = 0; i < order.size(); ++i)
        if (order[i].has_place() && ++pending == wanted) return i;
    return order.size();
}

// Those of a priority with gaps between them: all go behind themselves, the last first, so that none overtakes another
// on the way.
std::vector<Item> with_more_room(const std::vector<Item>& items, int priority) {
    std::vector<Item> order = in_order(items, 0);
    std::erase_if(order, [&](const Item& item) { return item.rank.priority != priority; });
    std::int64_t position = rank_at_end(items, priority).position;
    for (Item& item : order) item.rank.position = position += rank_gap;
    std::ranges::reverse(order);
    return order;
}

}  // namespace

void sort_for_listing(std::vector<Item>& items) {
    std::ranges::sort(items, is_listed_before);
}

std::vector<int> numbers_in_order(const std::vector<Item>& items) {
    std::vector<int> numbers;
    for (const Item& item : in_order(items, 0)) numbers.push_back(item.number);
    return numbers;
}

std::vector<int> numbers_with_place(const std::vector<Item>& items) {
    std::vector<int> numbers;
    for (const Item& item : in_order(items, 0))
        if (item.has_place()) numbers.push_back(item.number);
    return numbers;
}

Rank rank_at_end(const std::vector<Item>& items, int priority) {
    Rank rank{priority, 0};
    for (const Item& item : items)
        if (item.rank.priority == priority) rank.position = std::max(rank.position, item.rank.position + rank_gap);
    return rank;
}

std::vector<Item> ranks_after_move(const std::vector<Item>& items, const Item& moved, const Place& place) {
    const std::vector<Item> order = in_order(items, moved.number);
    const std::size_t at = successor(order, place);
    const auto before = at > 0 ? std::optional(order[at - 1].rank) : std::nullopt;
    const auto after = at < order.size() ? std::optional(order[at].rank) : std::nullopt;
    if (const auto rank = rank_between(before, after, moved.rank.priority)) {
        Item item = moved;
        item.rank = *rank;
        return {item};
    }
    std::vector<Item> written = with_more_room(items, after->priority);
    std::vector<Item> roomy = items;
    for (Item& item : roomy)
        for (const Item& other : written)
            if (other.number == item.number) item = other;
    const Item& same = *std::ranges::find(roomy, moved.number, &Item::number);
    const auto last = ranks_after_move(roomy, same, place);
    written.insert(written.end(), last.begin(), last.end());
    return written;
}

}  // namespace lathe::queue
