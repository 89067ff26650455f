// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/config/value.h"
#include "core/provenance/repository.h"

namespace lathe::provenance {

// The state of a repository as a dict: {root, commit, branch, dirty, patch, patch_truncated, untracked_left_out,
// untracked_incomplete, left_out}; what is empty or false is left out, but for dirty.
config::Value to_value(const RepositoryState& state);
// Reads back what to_value() gave. The error names the first member that is of a wrong kind.
Result<RepositoryState> repository_from_value(const config::Value& value);

}  // namespace lathe::provenance
