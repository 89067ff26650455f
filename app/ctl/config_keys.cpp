// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/config_keys.h"

#include <algorithm>
#include <filesystem>

#include "core/config/compose.h"
#include "core/config/config_groups.h"

namespace lathe::ctl {

namespace {

namespace fs = std::filesystem;

void add_written_keys(const config::Value& value, const std::string& path, std::vector<KnownOption>& out) {
    if (!value.is_dict()) return;
    for (const auto& [key, one] : value.as_dict()) {
        const std::string full = config::join_path(path, key);
        if (one.is_dict()) add_written_keys(one, full, out);
        else out.push_back({config::option(full, config::Type::any, one, ""), ""});
    }
}

KnownOption group_option(const config::ConfigGroups& groups, const std::string& key, const config::Value& chosen) {
    config::Option option = config::option(key, config::Type::any, chosen, "");
    for (const auto& name : groups.options_of(key.substr(0, key.find('@')))) option.choices.emplace_back(name);
    return {std::move(option), ""};
}

}  // namespace

std::vector<KnownOption> written_options(const config::Value& config) {
    std::vector<KnownOption> out;
    add_written_keys(config, "", out);
    return out;
}

std::vector<KnownOption> options_of_config(const config::Document& document) {
    const auto composed = config::compose(config::primary_of(document));
    if (!composed) return written_options(document.root());
    auto out = written_options(composed->config);
    const config::Value* choices = composed->hydra.find("runtime.choices");
    if (choices == nullptr || !choices->is_dict()) return out;
    const config::ConfigGroups groups(fs::path(document.file()).parent_path());
    for (const auto& [key, chosen] : choices->as_dict())
        if (!key.starts_with("hydra/")) out.push_back(group_option(groups, key, chosen));
    return out;
}

std::vector<KnownOption> further_groups(const std::string& file, const std::vector<KnownOption>& known) {
    std::vector<KnownOption> out;
    const fs::path folder = fs::path(file).parent_path();
    const config::ConfigGroups groups(folder);
    std::error_code code;
    for (fs::directory_iterator each(folder.empty() ? fs::path(".") : folder, code), end; !code && each != end;
         each.increment(code)) {
        if (!each->is_directory(code)) continue;
        const auto name = each->path().filename().string();
        const bool is_known = std::ranges::any_of(known, [&](const auto& one) { return one.option.key == name; });
        if (!is_known && name != "hydra" && groups.is_group(name))
            out.push_back(group_option(groups, name, config::Value("???")));
    }
    return out;
}

std::string hydra_config_in(const std::string& folder, const std::string& name) {
    const std::vector<std::string> names =
        name.empty() ? std::vector<std::string>{"config", "train", "main"} : std::vector<std::string>{name};
    std::error_code code;
    for (const auto& one : names)
        if (const auto file = fs::path(folder) / (one + ".yaml"); fs::is_regular_file(file, code)) return file.string();
    return {};
}

}  // namespace lathe::ctl
