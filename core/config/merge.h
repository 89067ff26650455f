// SPDX-License-Identifier: GPL-3.0-or-later
// Merging configs as OmegaConf.merge does.
#pragma once

#include "core/config/value.h"

namespace lathe::config {

// Merges `source` into `dest`: dicts deeply; a list replaces a list; a scalar replaces anything; "???" replaces
// nothing; "${x}" in the destination is replaced by a copy of its target before a dict is merged into it. A dict and a
// list do not merge: ConfigTypeError with the full key. Interpolations stay as they are.
Result<void> merge(Value& dest, const Value& source);

// Merges `source` into what stands at `path` of `root`, as merge() does: interpolations on the way are looked up from
// the root. Refused as well where check_depth() refuses.
Result<void> merge_at(Value& root, const std::string& path, const Value& source);

}  // namespace lathe::config
