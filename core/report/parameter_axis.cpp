// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/parameter_axis.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/store/foreign/foreign_study.h"
#include "core/store/foreign/value_text.h"

namespace lathe::report {

namespace {

constexpr double wide_range = 1000;  // from here on a logarithmic scale shows more

const config::Value* find_in(const config::Dict& dict, const std::string& name) {
    const auto found = std::ranges::find(dict, name, &config::Entry::first);
    return found == dict.end() ? nullptr : &found->second;
}

bool is_wide(const std::vector<double>& values) {
    const auto [least, most] = std::ranges::minmax(values);
    return least > 0 && most / least >= wide_range;
}

}  // namespace

ParameterAxis::ParameterAxis(const ReportStudy& study, const std::string& name) {
    std::vector<config::Value> values;
    bool numbers = true;
    for (const auto* trial : study.ranked) {
        const auto params = store::flat_params(trial->params);
        const config::Value* value = find_in(params, name);
        values.push_back(value ? *value : config::Value());
        numbers = numbers && (!value || value->is_number());
    }
    if (numbers) {
        for (const auto& value : values)
            values_.push_back(value.is_number() ? std::optional(value.as_number()) : std::nullopt);
        const auto* known = study.space.find(name);
        fit(name, known && space::is_log(known->distribution.kind));
        return;
    }
    std::set<std::string> words;
    for (const auto& value : values)
        if (!value.is_null()) words.insert(cell_text(&value));
    axis_.label = name;
    axis_.categories.assign(words.begin(), words.end());
    axis_.low = -0.5;
    axis_.high = static_cast<double>(axis_.categories.size()) - 0.5;
    for (const auto& value : values) {
        const auto place = std::ranges::find(axis_.categories, cell_text(&value));
        values_.push_back(value.is_null() ? std::nullopt
                                          : std::optional(static_cast<double>(place - axis_.categories.begin())));
    }
}

ParameterAxis::ParameterAxis(const ReportStudy& study) {
    for (const auto* trial : study.ranked) values_.push_back(trial->objective);
    fit(study.record.metric, false);
}

void ParameterAxis::fit(const std::string& label, bool log) {
    std::vector<double> finite;
    for (const auto& value : values_)
        if (value && std::isfinite(*value)) finite.push_back(*value);
    const bool positive = std::ranges::all_of(finite, [](double value) { return value > 0; });
    axis_ = axis_around(label, finite, !finite.empty() && positive && (log || is_wide(finite)));
}

std::optional<double> ParameterAxis::share(std::size_t rank) const {
    const auto value = values_[rank];
    if (!value || !std::isfinite(*value)) return std::nullopt;
    if (axis_.log) return std::log(*value / axis_.low) / std::log(axis_.high / axis_.low);
    return (*value - axis_.low) / (axis_.high - axis_.low);
}

bool ParameterAxis::varies() const {
    return std::ranges::any_of(values_, [&](const auto& value) { return value != values_.front(); });
}

std::vector<std::string> parameter_names(const ReportStudy& study) {
    std::vector<std::string> names;
    std::set<std::string> known;
    for (const auto* trial : study.ranked)
        for (const auto& [name, value] : store::flat_params(trial->params))
            if (known.insert(name).second) names.push_back(name);
    return names;
}

std::string cell_text(const config::Value* value) {
    if (!value || value->is_null()) return "";
    if (value->is_float()) return number_text(value->as_float());
    return value->is_string() ? value->as_string() : store::value_text(*value);
}

}  // namespace lathe::report
