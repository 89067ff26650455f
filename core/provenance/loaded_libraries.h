// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/config/value.h"

namespace lathe::provenance {

// The shared objects that this process has loaded (/proc/self/maps below `root`), by file name: a list of {path,
// package, version}, or {path, size} in bytes of one that no package owns; {path, replaced: true} of one whose file was
// replaced since. Any thread.
config::List loaded_libraries(const fs::path& root);

}  // namespace lathe::provenance
