// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/experiment_reading.h"

#include <algorithm>
#include <utility>

namespace lathe::search {

bool Reading::change(const std::string& path, const config::Value& raw, const config::Catalog& catalog) {
    // What a choice depends on gives another schema; what several files bring together may hide the value.
    if (!config_errors || !experiment.files.empty() || catalog.group(path) != nullptr) return false;
    const auto is_fixed = [&](const config::Catalog::Group& group) {
        const config::Value* chosen = experiment.config.find(group.selector);
        return chosen == nullptr || !chosen->is_string() || chosen->as_string().find("${") == std::string::npos;
    };
    const auto is_nested = [](const space::Parameter& one) { return one.distribution.is_nested(); };
    if (!std::ranges::all_of(catalog.groups(), is_fixed) ||
        std::ranges::any_of(experiment.space.parameters(), is_nested))
        return false;
    // Other files may bring other options.
    const config::Option* option = resolution.schema().find(path.substr(0, path.find('[')));
    if (option != nullptr && (option->type == config::Type::path || option->element == config::Type::path))
        return false;
    auto* written = const_cast<config::Value*>(std::as_const(experiment.config).find(path));
    const auto before = resolution.resolved().errors.size();
    if (written == nullptr || !resolution.change(path, raw)) return false;
    *written = raw;
    const auto first = errors.begin() + static_cast<std::ptrdiff_t>(*config_errors);
    auto now = resolution.resolved().errors;
    for (Error& error : now)
        if (error.file.empty() && raw.mark.file) error.file = *raw.mark.file;
    errors.insert(errors.erase(first, first + static_cast<std::ptrdiff_t>(before)), now.begin(), now.end());
    return true;
}

}  // namespace lathe::search
