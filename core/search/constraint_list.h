// SPDX-License-Identifier: GPL-3.0-or-later
// `search.constraints` as it is written: [{metric: latency_ms, max: 20}, {metric: val_acc, min: 0.9}].
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/value.h"
#include "core/search/constraint.h"

namespace lathe::search {

// The constraints that could be read, and what was wrong with the others.
struct ReadConstraints {
    std::vector<Constraint> constraints;  // an entry with both limits gives two, the upper one first
    Errors errors;                        // every one, with its place; keys begin with `key`
};
// Reads the list at `key` of an experiment; an entry names its metric and at least one limit.
ReadConstraints read_constraints(const config::Value& list, const std::string& key);

// The list as it is written in an experiment; read_constraints() reads it back.
config::Value to_value(const std::vector<Constraint>& constraints);

}  // namespace lathe::search
