// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/hydra_overrides.h"

#include <algorithm>

#include "core/config/hydra_files.h"
#include "core/config/override.h"

namespace lathe::config {

namespace {

constexpr std::string_view node_name = "hydra";

tl::unexpected<Error> refuse_setting(const std::string& key, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = "ConfigCompositionException";
    error.key = key;
    return fail(std::move(error));
}

// Of a path from the node on.
std::string full_key(const std::string& path) {
    return std::string(node_name) + (path.starts_with('[') ? "" : ".") + path;
}

// Paths of the values that `value` would set, from the node on.
void add_paths(const std::string& path, const Value& value, std::vector<std::string>& paths) {
    if (!value.is_dict() || value.as_dict().empty()) return paths.push_back(path);
    for (const auto& [key, one] : value.as_dict()) add_paths(join_path(path, key), one, paths);
}

Result<void> check_setting(const Override& change, const std::string& path) {
    if (path.empty())
        return refuse_setting(change.key, "'hydra' is the node of Hydra's own settings, and cannot be set as a whole",
                              "set them one by one, as in hydra.run.dir=FOLDER");
    if (change.operation == Override::Operation::erase)
        return refuse_setting(change.key, "a setting of Hydra's own cannot be deleted", "give it another value");
    if (change.sweep || change.sweep_error)
        return refuse_setting(change.key, "'" + change.text + "' is several values, and Hydra's own settings have one",
                              "give one value, or quote the text: " + change.key + "='\"" + change.text + "\"'");
    std::vector<std::string> paths;
    add_paths(path, change.value, paths);
    const auto unknown = std::ranges::find_if_not(paths, [](const auto& one) { return is_hydra_setting(one); });
    if (unknown == paths.end()) return {};
    const auto near = nearest_hydra_setting(*unknown);
    return refuse_setting(
        change.key, "Hydra has no setting '" + full_key(*unknown) + "'",
        near.empty() ? "settings of your own need another name than hydra" : "did you mean " + full_key(near) + "?");
}

}  // namespace

void take_hydra_overrides(std::vector<std::string>& overrides, Value& node, Errors& errors,
                          std::vector<std::string>& notes) {
    Value whole(Dict{{std::string(node_name), std::move(node)}});
    std::erase_if(overrides, [&](const std::string& argument) {
        const auto change = parse_override(argument);
        if (!change) return false;  // told when it is applied
        const auto steps = split_path(change->key);
        if (steps.empty() || steps.front() != node_name) return false;
        std::string path;
        for (std::size_t i = 1; i < steps.size(); ++i) path = join_path(path, steps[i]);
        auto done = check_setting(*change, path);
        if (done) done = apply_override(whole, *change);
        if (!done) errors.push_back(std::move(done.error()));
        else notes.push_back(argument + ": a setting of Hydra's own, which is kept apart from the config");
        return true;
    });
    node = std::move(whole.as_dict().front().second);
}

}  // namespace lathe::config
