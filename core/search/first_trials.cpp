// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/first_trials.h"

#include <fmt/format.h>

#include "core/config/resolve.h"
#include "core/config/value_error.h"

namespace lathe::search {

namespace {

Errors check_first_trial(const space::Params& params, const std::string& key, const space::Space& space) {
    if (!params.is_dict() || params.as_dict().empty())
        return {error_at(params, key, "expected a mapping, found " + config::to_yaml_inline(params),
                         "write {opt.lr: 1e-3}, with parameters of the space")};
    Errors errors;
    for (const auto& [path, value] : params.as_dict()) {
        const space::Parameter* parameter = space.find(path);
        if (!parameter) {
            errors.push_back(error_at(value, key + "." + path, "the space has no such parameter",
                                      "first trials give values to parameters of the space"));
        } else if (!parameter->distribution.contains(value)) {
            errors.push_back(error_at(value, key + "." + path,
                                      fmt::format("the space cannot give {}", config::to_yaml_inline(value)),
                                      "give one of its values, or widen the space"));
        }
    }
    return errors;
}

}  // namespace

Errors check_first_trials(const std::vector<space::Params>& first, const space::Space& space) {
    Errors errors;
    for (std::size_t i = 0; i < first.size(); ++i) {
        Errors found = check_first_trial(first[i], config::join_path("search.first", i), space);
        errors.insert(errors.end(), found.begin(), found.end());
    }
    return errors;
}

space::Params within(const space::Space& space, const space::Params& params) {
    config::Dict out;
    if (!params.is_dict()) return out;
    for (const auto& [path, value] : params.as_dict()) {
        const space::Parameter* parameter = space.find(path);
        if (parameter && parameter->distribution.contains(value)) out.emplace_back(path, value);
    }
    return out;
}

}  // namespace lathe::search
