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

class Tree {
  public:
    using Id = std::uint32_t;
    static constexpr Id none = UINT32_MAX;
    static constexpr Id root = 0;

    // `value` must outlive the tree, and not change.
    explicit Tree(const Value& value);

    const Value& value(Id id) const { return *nodes_[id].value; }
    Id parent(Id id) const { return nodes_[id].parent; }
    std::size_t size() const { return nodes_.size(); }
    std::size_t child_count(Id id) const { return nodes_[id].child_count; }
    Id child(Id id, std::size_t index) const { return nodes_[id].first_child + static_cast<Id>(index); }
    // By key or list index; none when there is no such child.
    Id child(Id id, std::string_view key) const;
    bool is_within(Id id, Id ancestor) const;
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
