// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/unpacked_trial.h"

#include "core/base/files.h"
#include "core/bundle/manifest.h"

namespace lathe::bundle {

std::optional<fs::path> record_of_unpacked_trial(const fs::path& unpacked) {
    const fs::path file = unpacked / manifest_name;
    const auto text = read_file(file);
    if (!text) return std::nullopt;
    const auto manifest = read_manifest(*text, file.string());
    if (!manifest || manifest->kind != BundleKind::trial) return std::nullopt;
    return unpacked / trial_record_name;
}

}  // namespace lathe::bundle
