// SPDX-License-Identifier: GPL-3.0-or-later
// Where and from what a trial was run: part of the facts in trial.json.
#pragma once

#include <filesystem>
#include <string>

#include "core/config/value.h"

namespace lathe::run {

// Where a trial is run and from which commit: {host, os, folder, git_commit} of the experiment's folder, or the current
// one where it has none; what cannot be found out is left out.
config::Value provenance(const std::filesystem::path& experiment_folder);

// The commit that is checked out in the git repository around `folder`; git need not be installed. "" when there is
// none, or when it cannot be read.
std::string git_commit(const std::filesystem::path& folder);

}  // namespace lathe::run
