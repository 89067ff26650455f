// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/space.h"

#include <algorithm>

#include "core/space/enumeration.h"

namespace lathe::space {

namespace {

config::Value number(const Distribution& d, double x) {
    if (d.kind == Kind::randint) return static_cast<std::int64_t>(x);
    return x;
}

config::Dict entries_of(const std::vector<Parameter>& parameters);

config::Value value_of(const Distribution& d) {
    config::List values;
    if (d.kind == Kind::choice) {
        for (const Branch& branch : d.branches) {
            if (branch.name.empty()) {
                values.push_back(branch.value);
                continue;
            }
            config::Dict dict = entries_of(branch.children);
            dict.emplace(dict.begin(), "_name", branch.name);
            values.emplace_back(std::move(dict));
        }
    } else {
        values = {number(d, d.a), number(d, d.b)};
        if (is_quantised(d.kind)) values.emplace_back(d.q);
    }
    return config::Dict{{"_type", std::string(name_of(d.kind))}, {"_value", std::move(values)}};
}

config::Dict entries_of(const std::vector<Parameter>& parameters) {
    config::Dict out;
    for (const Parameter& parameter : parameters) out.emplace_back(parameter.path, value_of(parameter.distribution));
    return out;
}

}  // namespace

config::Value Space::to_value() const {
    return entries_of(parameters_);
}

const Parameter* Space::find(std::string_view path) const {
    const auto found = std::ranges::find(parameters_, path, &Parameter::path);
    return found == parameters_.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> Space::cardinality() const {
    const Layout layout(*this);
    return Enumeration(layout).size();
}

Params Space::sample(Random& random) const {
    config::Dict out;
    out.reserve(parameters_.size());
    for (const Parameter& parameter : parameters_)
        out.emplace_back(parameter.path, parameter.distribution.sample(random));
    return out;
}

bool Space::contains(const Params& params) const {
    if (!params.is_dict() || params.as_dict().size() != parameters_.size()) return false;
    return std::ranges::all_of(parameters_, [&](const Parameter& parameter) {
        const config::Value* value = params.get(parameter.path);
        return value && parameter.distribution.contains(*value);
    });
}

}  // namespace lathe::space
