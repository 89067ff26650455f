// SPDX-License-Identifier: GPL-3.0-or-later
// Which bundles a person allows code to be loaded from: by their ids, so that a bundle that was changed is another one.
// Kept beside the trusted paths (core/base/trust_file.h). Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::bundle {

inline constexpr const char* trusted_bundle_prefix = "bundle:";

// Whether the bundle with this id is trusted. The error: the list of what is trusted cannot be read.
Result<bool> is_trusted_bundle(const std::string& id);
// Adds a bundle to what is trusted. The error: this is no id of a bundle, or the list cannot be written.
Result<void> trust_bundle(const std::string& id);
// Takes a bundle out of what is trusted. An error when it was not trusted.
Result<void> distrust_bundle(const std::string& id);
// The ids of all bundles that are trusted. The error: the list cannot be read.
Result<std::vector<std::string>> trusted_bundles();

// Whether the file lies in a folder that a trusted bundle was unpacked into, is code of that bundle, and still has the
// checksum that it had there. false: no such folder is around it.
Result<bool> is_trusted_code(const std::filesystem::path& file);

}  // namespace lathe::bundle
