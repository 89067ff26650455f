// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/changed_inputs.h"

#include <fmt/format.h>

namespace lathe::run {

std::vector<std::string> changed_inputs(const std::map<std::string, provenance::Manifest>& before,
                                        const Surroundings& now, const std::stop_token& stop) {
    std::vector<std::string> out;
    for (const auto& [option, manifest] : before) {
        const auto place = now.inputs.find(option);
        if (place == now.inputs.end()) {
            out.push_back(fmt::format("{}: what lay in {} is missing", option, manifest.folder));
            continue;
        }
        const auto differences =
            provenance::verify(manifest, place->second, provenance::ChecksumCache::of_process(), stop);
        if (stop.stop_requested()) return {};
        if (!differences) {
            out.push_back(option + ": " + differences.error().str());
            continue;
        }
        for (const auto& file : differences->missing) out.push_back(fmt::format("{}: {} is missing", option, file));
        for (const auto& file : differences->changed) out.push_back(fmt::format("{}: {} has changed", option, file));
        for (const auto& file : differences->added) out.push_back(fmt::format("{}: {} is new", option, file));
    }
    return out;
}

}  // namespace lathe::run
