// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can be set in an experiment: the one source of help and of completion.
#pragma once

#include <string>
#include <vector>

#include "core/config/schema.h"

namespace lathe::ctl {

struct KnownOption {
    config::Option option;  // with its full key
    std::string owner;      // the choice that it belongs to, where another one may be made: "network.name=mlp"; or ""
};

// Whether options of choices that the experiment does not make are wanted, too.
enum class Choices : std::uint8_t { made, all };

// The options of a config. `catalog`: with those that the experiment declares.
std::vector<KnownOption> config_options(const config::Catalog& catalog, const config::Value& config, Choices choices);
// The options of the section beside the config ("search", "trial", "space") that `key` begins with, of "space.opt.lr"
// those of its entry; or a key at the top of the file ("name"). None: there is no such section. `experiment`: the root
// of its document.
std::vector<KnownOption> section_options(const std::string& key, const config::Value& experiment, Choices choices);

// For lookups by key; of several options with one key the first.
config::Schema schema_of(const std::vector<KnownOption>& options);

}  // namespace lathe::ctl
