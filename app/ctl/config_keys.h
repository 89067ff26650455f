// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of configs that no schema knows, and the groups of Hydra's that they choose from: for help and completion.
#pragma once

#include <string>
#include <vector>

#include "app/ctl/option_reference.h"
#include "core/config/document.h"

namespace lathe::ctl {

// What is written in a config, each with its value as the default.
std::vector<KnownOption> written_options(const config::Value& config);

// The same of a config file with what its defaults list brings, and its groups ("db", "db@src") with the names of their
// files as choices. Of one that cannot be composed, what stands in it.
std::vector<KnownOption> options_of_config(const config::Document& document);

// Folders beside the config in `file` that are groups and not among `known`: those that "+experiment=big" adds.
std::vector<KnownOption> further_groups(const std::string& file, const std::vector<KnownOption>& known);

// The config that a Hydra application in `folder` starts from: `name`, or where that is "" a usual one that is there;
// "": there is none.
std::string hydra_config_in(const std::string& folder, const std::string& name);

}  // namespace lathe::ctl
