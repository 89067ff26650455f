// SPDX-License-Identifier: GPL-3.0-or-later
// Errors about a value, with the place where it was written.
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/config/value.h"

namespace lathe::config {

// Fills in file (where the mark has one), line and column.
void set_place(Error& error, const Mark& mark);

// An error about what stands at `value`.
Error error_at(const Value& value, std::string key, std::string what, std::string hint);
// The same at a place that is known by itself.
Error error_at(const Mark& mark, std::string key, std::string what, std::string hint);

}  // namespace lathe::config
