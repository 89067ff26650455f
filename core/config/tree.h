// SPDX-License-Identifier: GPL-3.0-or-later
// A config indexed for following interpolations: each value knows its parent and finds its children fast.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/config/value.h"

namespace lathe::config {

// The values of one config by number, in an order where a value's children follow one another. Reading fills an index:
// one thread at a time.
class Tree {
  public:
    // The number of a value in the tree.
    using Id = std::uint32_t;
    static constexpr Id none = UINT32_MAX;
    static constexpr Id root = 0;

    // `value` must outlive the tree, and not change.
    explicit Tree(const Value& value);

    const Value& value(Id id) const { return *nodes_[id].value; }            // of the config that was indexed
    Id parent(Id id) const { return nodes_[id].parent; }                     // none for the root
    std::size_t size() const { return nodes_.size(); }                       // of all values, the root included
    std::size_t child_count(Id id) const { return nodes_[id].child_count; }  // 0 for what is no container

    // The child at this position, which must be below child_count().
    Id child(Id id, std::size_t index) const { return nodes_[id].first_child + static_cast<Id>(index); }
    // The child with this key of a dict, or this index of a list; `none` when there is no such child.
    Id child(Id id, std::string_view key) const;
    // Whether `id` is `ancestor` or stands below it.
    bool is_within(Id id, Id ancestor) const;
    // The path of a value from the root: "a.b[0]"; "" for the root itself.
    std::string path(Id id) const;

  private:
    struct Node {
        const Value* value;
        Id parent;
        Id first_child = 0;
        Id child_count = 0;
    };
    std::vector<Node> nodes_;
    // Of dicts with many keys, filled when first asked.
    mutable std::unordered_map<Id, std::unordered_map<std::string_view, Id>> indexes_;
};

}  // namespace lathe::config
