// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/space.h"

namespace lathe::space {

namespace {

void set_nested(config::Value& config, const std::string& path, const config::Value& chosen);

void set_one(config::Value& config, const std::string& path, const config::Value& chosen) {
    if (const config::Value* name = chosen.get("_name"); name && name->is_string()) {
        set_nested(config, path, chosen);
        return;
    }
    config::Value value = chosen;
    value.origin = config::Origin::tuner;
    config.set(path, std::move(value));
}

void set_nested(config::Value& config, const std::string& path, const config::Value& chosen) {
    const std::string group = group_of_nested(config, path);
    const std::string selector = selector_of_nested(config, path);
    set_one(config, selector, *chosen.get("_name"));
    for (const auto& [key, value] : chosen.as_dict())
        if (key != "_name") set_one(config, group.empty() ? key : group + "." + key, value);
}

bool ends_in_name(std::string_view path) {
    return path == "name" || path.ends_with(".name");
}

bool is_selector(const config::Value& config, std::string_view path) {
    if (ends_in_name(path)) return true;
    const config::Value* at = config.find(path);
    return at && !at->is_dict() && !at->is_null() && !at->is_missing();
}

}  // namespace

std::string selector_of_nested(const config::Value& config, const std::string& path) {
    return is_selector(config, path) ? path : path + ".name";
}

std::string group_of_nested(const config::Value& config, const std::string& path) {
    if (!is_selector(config, path)) return path;
    const auto dot = path.rfind('.');
    return dot == std::string::npos ? std::string() : path.substr(0, dot);
}

config::Value apply(const config::Value& config, const Params& params) {
    config::Value out = config;
    if (params.is_dict())
        for (const auto& [path, chosen] : params.as_dict()) set_one(out, path, chosen);
    return out;
}

}  // namespace lathe::space
