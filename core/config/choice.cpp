// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/choice.h"

namespace lathe::config {

namespace {

void collect(const Value& group, const std::string& path, const Schema& schema, std::vector<std::string>& out) {
    if (!group.is_dict()) return;
    for (const auto& [key, value] : group.as_dict()) {
        const auto below = join_path(path, key);
        if (const Option* option = schema.find(below)) {
            if (!schema.convert(*option, value)) out.push_back(below);
        } else if (schema.is_group(below)) {
            collect(value, below, schema, out);
        } else if (!schema.is_open(below)) {
            out.push_back(below);
        }
    }
}

}  // namespace

std::vector<std::string> unfit_values(const Value& config, const std::string& selector, const Catalog& catalog) {
    std::vector<std::string> out;
    const auto group = selector.substr(0, selector.rfind('.'));
    if (const Value* value = config.find(group)) collect(*value, group, catalog.compose(config), out);
    std::erase(out, selector);
    return out;
}

std::vector<std::string> drop_unfit_values(Value& config, const std::string& selector, const Catalog& catalog) {
    auto out = unfit_values(config, selector, catalog);
    for (const auto& path : out) config.erase(path);
    return out;
}

}  // namespace lathe::config
