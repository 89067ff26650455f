// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a person allows Lathe to load code from. Nothing that an experiment names is loaded before
// `lathectl trust PATH`. No torch; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::train {

// The file that lists what is trusted: real paths of files, and of folders with all that is in them, one a line, in
// ~/.config/lathe/trusted (under XDG_CONFIG_HOME when it is set).
std::filesystem::path trust_file();
// The trusted paths without the bundles; empty where there is no file yet. The error: the file cannot be read.
Result<std::vector<std::filesystem::path>> trusted_paths();
// Adds the real path of a file or folder. The error: it does not exist, has a line break in its name, or the file
// cannot be written.
Result<void> trust(const std::filesystem::path& path);
// Takes a path out again, which may be gone from the disk. The error: it is not among the trusted paths itself, even
// where a folder above it is.
Result<void> distrust(const std::filesystem::path& path);

// The real path of a file that may be loaded: one of these, or code of a bundle that the person trusts, as it came out
// of it (core/bundle/bundle_trust.h). The error says that it is not there, or how to trust it.
Result<std::filesystem::path> require_trusted(const std::filesystem::path& path);

}  // namespace lathe::train
