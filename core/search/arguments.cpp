// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/arguments.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/config/value_error.h"

namespace lathe::search {

namespace {

// Levenshtein's distance.
std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

}  // namespace

std::string nearest_name(const std::vector<std::string>& names, std::string_view name) {
    const std::string wanted = lowercase(name.substr(0, 64));
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, wanted.size() / 2);
    for (const std::string& candidate : names) {
        const std::size_t distance = edit_distance(lowercase(candidate), wanted);
        if (distance >= best_distance && !(best.empty() && distance == best_distance)) continue;
        best = candidate;
        best_distance = distance;
    }
    return best;
}

tl::expected<config::Value, Errors> complete_arguments(const std::string& owner,
                                                       const std::vector<config::Option>& declared,
                                                       const config::Value& given) {
    Errors errors;
    config::Schema schema;
    schema.add(declared);
    std::vector<std::string> names;
    for (const config::Option& one : declared) names.push_back(one.key);
    config::Dict complete;
    if (!given.is_null() && !given.is_dict()) {
        Error error{
            fmt::format("the arguments of {} must be a mapping, found {}", owner, config::to_yaml_inline(given)),
            "write {name: value}"};
        config::set_place(error, given.mark);
        return tl::make_unexpected(Errors{std::move(error)});
    }
    if (given.is_dict()) {
        for (const auto& [key, value] : given.as_dict()) {
            if (schema.find(key)) continue;
            const std::string near = nearest_name(names, key);
            Error error{fmt::format("{} has no argument '{}'", owner, key), {}, {}, key};
            if (!near.empty()) error.hint = fmt::format("did you mean '{}'?", near);
            else error.hint = names.empty() ? "it takes none" : fmt::format("known: {}", fmt::join(names, ", "));
            config::set_place(error, value.mark);
            errors.push_back(std::move(error));
        }
    }
    for (const config::Option& one : declared) {
        const config::Value* value = given.get(one.key);
        if (!value) {
            complete.emplace_back(one.key, one.fallback);
            continue;
        }
        auto converted = schema.convert(one, *value);
        if (converted) {
            complete.emplace_back(one.key, std::move(*converted));
            continue;
        }
        Error error = std::move(converted.error());
        error.key = one.key;
        config::set_place(error, value->mark);
        errors.push_back(std::move(error));
    }
    if (!errors.empty()) return tl::make_unexpected(std::move(errors));
    return config::Value(std::move(complete));
}

}  // namespace lathe::search
