// SPDX-License-Identifier: GPL-3.0-or-later
// Values as a person types them into a field for an option.
#pragma once

#include <QString>

#include "core/config/schema.h"

namespace lathe::gui {

// For an option of type str or path the text itself, otherwise YAML; checked against the option's type, range and
// choices. `option` null: any YAML. "${...}" and "???" pass unchanged.
Result<config::Value> typedValue(const config::Option* option, const QString& text);
// Why the text does not fit the option; empty when it does.
QString problemOf(const config::Option* option, const QString& text);
// The text that typedValue() reads as `value`.
QString textOf(const config::Option* option, const config::Value& value);

bool isText(const config::Option* option);
// "1 .. 10", "above 0", "at most 4"; empty when the option has no range.
QString rangeText(const config::Option& option);

}  // namespace lathe::gui
