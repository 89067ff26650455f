// SPDX-License-Identifier: GPL-3.0-or-later
// Spaces and values from JSON text, for the tests of this folder.
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/space/space.h"

namespace lathe::space {

inline config::Value value_of(const std::string& json) {
    return config::from_json(parse_json(json).value());
}

inline Space space_of(const std::string& json) {
    return Space::parse(value_of(json)).value();
}

inline Distribution distribution_of(const std::string& json) {
    return space_of("{\"x\": " + json + "}").parameters().front().distribution;
}

}  // namespace lathe::space
