// SPDX-License-Identifier: GPL-3.0-or-later
// `search.constraints` as it is written: [{metric: latency_ms, max: 20}, {metric: val_acc, min: 0.9}].
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/value.h"
#include "core/search/constraint.h"

namespace lathe::search {

struct ReadConstraints {
    std::vector<Constraint> constraints;  // an entry with both limits gives two, the upper one first
    Errors errors;                        // every one, with its place; keys begin with `key`
};
ReadConstraints read_constraints(const config::Value& list, const std::string& key);

// As it is written in an experiment.
config::Value to_value(const std::vector<Constraint>& constraints);

}  // namespace lathe::search
