// SPDX-License-Identifier: GPL-3.0-or-later
// Differences between configs, leaf by leaf, two- and three-way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"

namespace lathe::config {

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
bool is_conflict(const Change& change);

}  // namespace lathe::config
