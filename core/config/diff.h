// SPDX-License-Identifier: GPL-3.0-or-later
// Differences between configs, leaf by leaf: two- and three-way, and of any number side by side.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"

namespace lathe::config {

// One leaf that differs.
struct Change {
    std::string path;
    std::optional<Value> base;  // three-way only
    std::optional<Value> left;  // nothing: the key is absent there
    std::optional<Value> right;
};

// Leaves that differ, in the order of `left`, then those that only `right` has.
std::vector<Change> diff(const Value& left, const Value& right);
// Leaves that `left` or `right` changed from `base`. Both changed, and differently: a conflict.
std::vector<Change> diff(const Value& left, const Value& right, const Value& base);
// Whether both sides of a three-way diff changed the value, and not to the same.
bool is_conflict(const Change& change);

// One leaf of several configs.
struct Comparison {
    std::string path;
    std::vector<std::optional<Value>> values;  // one a config; nothing: it has none of that path
};
// Every leaf that any of them has, in the order in which they are met; nullptr: a config that is not known, which has
// none.
std::vector<Comparison> compare(const std::vector<const Value*>& configs);

}  // namespace lathe::config
