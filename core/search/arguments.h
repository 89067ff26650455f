// SPDX-License-Identifier: GPL-3.0-or-later
// Arguments of tuners and assessors: checked against their declaration, completed with the defaults.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/schema.h"

namespace lathe::search {

// Checks arguments against the declared options and fills in the defaults: gives every option, converted to its type.
// Errors name the argument as their key and carry its mark; an unknown argument's hint gives the nearest known one.
// `owner` is for messages: "tuner TPE".
tl::expected<config::Value, Errors> complete_arguments(const std::string& owner,
                                                       const std::vector<config::Option>& declared,
                                                       const config::Value& given);

// The name nearest to `name` by edit distance, ignoring case; "" when none is near.
std::string nearest_name(const std::vector<std::string>& names, std::string_view name);

}  // namespace lathe::search
