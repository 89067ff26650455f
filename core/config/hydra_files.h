// SPDX-License-Identifier: GPL-3.0-or-later
// The files of Hydra's own that every application of it starts from, as far as they say anything to others.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/value.h"

namespace lathe::config {

// Hydra's file at "hydra/config", "hydra/launcher/basic" and so on; nullopt: it has none of that name.
std::optional<Value> hydra_file(const std::string& path);
// Whether Hydra takes that file of its own before one of the same name beside the configs. Of its launcher and its
// sweeper it takes the other one.
bool hydra_file_comes_first(const std::string& path);
// Names of its files in a group such as "hydra/job_logging".
std::vector<std::string> hydra_options(const std::string& group);
// Whether Hydra has a group of this name, whose files plug-ins of it may bring.
bool is_hydra_group(const std::string& group);

// Whether a dict at the key `hydra` is meant for Hydra: it has one of its keys.
bool is_hydra_node(const Value& value);
// Whether `path`, from such a dict on, is a setting that Hydra has, or one that a plug-in of it may have.
bool is_hydra_setting(std::string_view path);
// The setting of Hydra's own that is nearest to `path`, for messages about one that does not exist; "": none is near.
std::string nearest_hydra_setting(const std::string& path);
// The keys of such a dict that Hydra does not have.
std::vector<std::string> unknown_hydra_keys(const Value& node);

}  // namespace lathe::config
