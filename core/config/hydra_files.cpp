// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/hydra_files.h"

#include <algorithm>
#include <array>

#include "core/config/document.h"
#include "core/config/override.h"

namespace lathe::config {

namespace {

// Of Hydra 1.3. Texts for its help and settings of its logging are left out: nothing here reads them.
constexpr const char* config_text = R"(
defaults:
  - output: default
  - launcher: basic
  - sweeper: basic
  - help: default
  - hydra_help: default
  - hydra_logging: default
  - job_logging: default
  - callbacks: null
  - env: default
mode: RUN
searchpath: []
run: {dir: "outputs/${now:%Y-%m-%d}/${now:%H-%M-%S}"}
sweep: {dir: "multirun/${now:%Y-%m-%d}/${now:%H-%M-%S}", subdir: "${hydra.job.num}"}
hydra_logging: {}
job_logging: {}
sweeper: {}
launcher: {}
callbacks: {}
help: {}
hydra_help: {}
output_subdir: .hydra
overrides: {hydra: [], task: []}
job:
  name: ???
  chdir: null
  override_dirname: ???
  id: ???
  num: ???
  config_name: ???
  env_set: {}
  env_copy: []
  config: {override_dirname: {kv_sep: "=", item_sep: ",", exclude_keys: []}}
runtime:
  version: 1.3.2
  version_base: "1.3"
  cwd: ???
  config_sources: ???
  output_dir: ???
  choices: {}
verbose: false
)";

struct Group {
    const char* name;
    std::vector<std::string> options;
};

const std::array<Group, 9>& groups() {
    static const std::array<Group, 9> all{{{"hydra/callbacks", {}},
                                           {"hydra/env", {"default"}},
                                           {"hydra/help", {"default"}},
                                           {"hydra/hydra_help", {"default"}},
                                           {"hydra/hydra_logging", {"default", "disabled", "hydra_debug", "none"}},
                                           {"hydra/job_logging", {"default", "disabled", "none", "stdout"}},
                                           {"hydra/launcher", {"basic"}},
                                           {"hydra/output", {"default"}},
                                           {"hydra/sweeper", {"basic"}}}};
    return all;
}

const Value& hydra_config() {
    static const Value value = Document::parse(config_text)->root();
    return value;
}

}  // namespace

std::optional<Value> hydra_file(const std::string& path) {
    if (path == "hydra/config") return hydra_config();
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return std::nullopt;
    const auto names = hydra_options(path.substr(0, slash));
    if (std::ranges::find(names, path.substr(slash + 1)) == names.end()) return std::nullopt;
    return Value(Dict{});
}

std::vector<std::string> hydra_options(const std::string& group) {
    const auto found = std::ranges::find(groups(), group, &Group::name);
    return found == groups().end() ? std::vector<std::string>() : found->options;
}

bool is_hydra_group(const std::string& group) {
    return std::ranges::find(groups(), group, &Group::name) != groups().end();
}

bool hydra_file_comes_first(const std::string& path) {
    return !path.starts_with("hydra/launcher/") && !path.starts_with("hydra/sweeper/");
}

bool is_hydra_setting(std::string_view path) {
    const Value* at = &hydra_config();
    for (const auto& step : split_path(path)) {
        // What Hydra leaves empty holds what people and plug-ins want.
        if (at->is_list() || (at->is_dict() && at->as_dict().empty())) return true;
        at = at->get(step);
        if (at == nullptr) return false;
    }
    return true;
}

std::string nearest_hydra_setting(const std::string& path) {
    return KeyRule{}.nearest(hydra_config(), path);
}

std::vector<std::string> unknown_hydra_keys(const Value& node) {
    std::vector<std::string> unknown;
    for (const auto& [key, value] : node.as_dict())
        if (key == "defaults" || hydra_config().get(key) == nullptr) unknown.push_back(key);
    return unknown;
}

bool is_hydra_node(const Value& value) {
    return value.is_dict() && !value.as_dict().empty() && unknown_hydra_keys(value).size() < value.as_dict().size();
}

}  // namespace lathe::config
