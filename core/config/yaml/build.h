// SPDX-License-Identifier: GPL-3.0-or-later
// From the syntax tree to the value: types of scalars, aliases, merges ("<<") and duplicate keys.
#pragma once

#include <memory>
#include <string>

#include "core/config/scalar.h"
#include "core/config/value.h"
#include "core/config/yaml/node.h"

namespace lathe::config::yaml {

// Values that aliases and merges may add to what is written.
inline constexpr std::size_t max_expansion = 10'000;

// The value that parsed YAML stands for. Marks carry `file`. Errors carry line and column, and the key path.
Result<Value> build(const Node& root, const std::shared_ptr<const std::string>& file,
                    WideIntegers wide = WideIntegers::refused);

}  // namespace lathe::config::yaml
