// SPDX-License-Identifier: GPL-3.0-or-later
// Members of JSON that another process has written, which may be of another version: what is missing, or of another
// type, is as if it were not there. Nothing throws.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/json.h"

namespace lathe::run::slurm {

// A text of a JSON object; "": there is no such text.
std::string text_member(const Json& json, const char* key);
// An integer that 64 bits hold, of a JSON object; else `otherwise`.
std::int64_t integer_member(const Json& json, const char* key, std::int64_t otherwise = 0);
// Whether a member of a JSON object is true; false where it is absent.
bool is_true_member(const Json& json, const char* key);

}  // namespace lathe::run::slurm
