// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a person allows Lathe to load code from. Nothing that an experiment names is loaded before
// `lathectl trust PATH`. No torch; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::train {

// Real paths of files, and of folders with all that is in them, one a line, in ~/.config/lathe/trusted (under
// XDG_CONFIG_HOME when it is set).
std::filesystem::path trust_file();
Result<std::vector<std::filesystem::path>> trusted_paths();
// The path must exist.
Result<void> trust(const std::filesystem::path& path);
Result<void> distrust(const std::filesystem::path& path);

// The real path of a file that may be loaded: one of these, or code of a bundle that the person trusts, as it came out
// of it (core/bundle/bundle_trust.h). The error says that it is not there, or how to trust it.
Result<std::filesystem::path> require_trusted(const std::filesystem::path& path);

}  // namespace lathe::train
