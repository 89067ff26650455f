// SPDX-License-Identifier: GPL-3.0-or-later
// Where the config of an experiment comes from: `config:`, the file that `config_file:` names, and `defaults:` lists.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/config/compose.h"
#include "core/config/document.h"
#include "core/config/override.h"
#include "core/config/schema.h"
#include "core/space/space.h"

namespace lathe::search {

// The composed config of an experiment, a dict. Its `defaults:` may stand beside `config:` or in it. Overrides as for
// config::compose, and `moment`. Every error at once, each with its place.
tl::expected<config::Composition, Errors> compose_config(const config::Document& experiment,
                                                         std::vector<std::string> overrides = {}, Time moment = now());

// Which keys overrides of the composed `config` may name. A program's config without a schema is its own: KEY=VALUE is
// of a key that it or the space has, and +KEY=VALUE adds one. What stands beside `config:` is never meant.
config::KeyRule key_rule(const config::Document& experiment, const config::Value& config, const space::Space& space);
// The same with the experiment's own space, as far as that can be read.
config::KeyRule key_rule(const config::Document& experiment, const config::Value& config);

// The options that an experiment declares itself, under `schema:` or in the file that `schema_file:` names.
struct OwnOptions {
    std::vector<config::Option> options;
    std::string file;  // "" when they stand in the experiment
};
// Reads the own options; none where neither key is there, an error where both are. `catalog` has the options that may
// not be declared again.
tl::expected<OwnOptions, Errors> read_own_options(const config::Document& experiment, const config::Catalog& catalog);
// Whether the trials of an experiment, given as its document's root, are a program of somebody's: then the options of
// Lathe's own engine mean nothing in it.
bool runs_program(const config::Value& experiment);
// `catalog`, what the config's plug-ins add to it, and those options; of a program those alone.
tl::expected<config::Catalog, Errors> extended_catalog(const config::Document& experiment,
                                                       const config::Catalog& catalog);

// What relative paths in the config mean: the folder of the experiment's file, unless `folder:` says another. Empty
// where neither is there.
std::filesystem::path folder_of(const config::Document& experiment);
// A file that an experiment names as a part of itself (config_file, schema_file). It lies beside the experiment's own:
// `folder:` is what paths in the config mean.
std::string beside(const config::Document& experiment, const std::string& path);

}  // namespace lathe::search
