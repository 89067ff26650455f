// SPDX-License-Identifier: GPL-3.0-or-later
// A distribution as it is written in an experiment, and as text in flow style.
#pragma once

#include <string>

#include "core/space/space.h"

namespace lathe::gui {

// {_type: T, _value: [...]}; whole numbers as integers where the kind takes them so.
config::Value toValue(const space::Distribution& distribution);

// "1e-4" rather than 0.0001; strings quoted where they must be. Reads back to the same value.
std::string scalarText(const config::Value& value);
// One line: "{_type: uniform, _value: [0, 1]}".
std::string flowText(const config::Value& value);

// Equal, or the same number: 1 and 1.0.
bool sameNumberOrValue(const config::Value& a, const config::Value& b);

}  // namespace lathe::gui
