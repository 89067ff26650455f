#include "core/space/space.h"

#include <algorithm>

#include "core/space/pipeline.h"

namespace lathe::space {

namespace {

constexpr std::uint64_t countable = 1ull << 53;

using Count = std::optional<std::uint64_t>;

Count count_of(const std::vector<Parameter>& parameters);

Count count_of(const Distribution& d) {
    if (d.kind == Kind::randint) return integer_count(d);
    if (const auto range = multiples(d)) return static_cast<std::uint64_t>(range->last - range->first) + 1;
    if (d.kind != Kind::choice) return std::nullopt;
    if (!d.is_nested()) return d.reachable(d.branches.size()).size();
    std::uint64_t sum = 0;
    for (const Branch& branch : d.branches) {
        const Count inside = count_of(branch.children);
        if (!inside) return std::nullopt;
        sum += *inside;
    }
    return sum <= countable ? Count(sum) : std::nullopt;
}

Count count_of(const std::vector<Parameter>& parameters) {
    std::uint64_t product = 1;
    for (const Parameter& parameter : parameters) {
        const Count one = count_of(parameter.distribution);
        if (!one || *one > countable / product) return std::nullopt;
        product *= *one;
    }
    return product;
}

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
    return count_of(parameters_);
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
