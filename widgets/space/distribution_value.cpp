// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/distribution_value.h"

#include <cmath>

#include "widgets/space/describe.h"

namespace lathe::gui {

namespace {

using config::Value;

Value number(double value) {
    const bool whole = std::abs(value) < 1e15 && value == std::floor(value);
    return whole ? Value(static_cast<std::int64_t>(value)) : Value(value);
}

Value branchValue(const space::Branch& branch) {
    if (branch.name.empty()) return branch.value;
    config::Dict dict{{"_name", Value(branch.name)}};
    for (const auto& child : branch.children) dict.emplace_back(child.path, toValue(child.distribution));
    return Value(std::move(dict));
}

}  // namespace

Value toValue(const space::Distribution& distribution) {
    config::List values;
    if (distribution.kind == space::Kind::choice) {
        for (const auto& branch : distribution.branches) values.push_back(branchValue(branch));
    } else {
        values = {number(distribution.a), number(distribution.b)};
        if (space::is_quantised(distribution.kind)) values.push_back(number(distribution.q));
    }
    return Value(config::Dict{{"_type", Value(std::string(name_of(distribution.kind)))}, {"_value", Value(values)}});
}

std::string scalarText(const Value& value) {
    if (value.is_float() && std::isfinite(value.as_float())) return yamlNumberText(value.as_float()).toStdString();
    return config::to_yaml_inline(value);
}

std::string flowText(const Value& value) {
    std::string text;
    if (value.is_list()) {
        for (const auto& item : value.as_list()) text += (text.empty() ? "" : ", ") + flowText(item);
        return "[" + text + "]";
    }
    if (value.is_dict()) {
        for (const auto& [key, item] : value.as_dict())
            text += (text.empty() ? "" : ", ") + config::to_yaml_inline(Value(key)) + ": " + flowText(item);
        return "{" + text + "}";
    }
    return scalarText(value);
}

bool sameNumberOrValue(const Value& a, const Value& b) {
    if (a.is_number() && b.is_number()) return a.as_number() == b.as_number();
    return a == b;
}

}  // namespace lathe::gui
