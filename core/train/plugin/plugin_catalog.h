// SPDX-License-Identifier: GPL-3.0-or-later
// Adds to a catalog what the plug-ins of a config declare, so that their options are edited, checked and searched over
// as the built-in ones are. No torch; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/config/schema.h"
#include "core/train/options.h"
#include "core/train/plugin/plugin_declaration.h"

namespace lathe::train {

// Which plug-ins a training uses.
struct PluginListOptions {
    std::vector<std::string> plugins;

    void fields(Fields& f);
};

// Says what a plug-in declares; the error: nothing is known of it.
using DeclarationsOf = std::function<Result<std::vector<PluginDeclaration>>(const std::filesystem::path& file)>;

// Adds what the plug-ins of a config declare to a catalog, for config::Catalog::set_extension. The parts of `plugins`
// become variants and options of the catalog; so do the options of networks that network.path names. Of a file that
// nothing is known of (it is not trusted, say) any name and option is allowed: whoever trains it finds out.
void add_declared_by_plugins(config::Catalog& to, const config::Value& config, const std::filesystem::path& folder,
                             const DeclarationsOf& declarations_of);

}  // namespace lathe::train
