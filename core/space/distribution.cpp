// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/space/choice_values.h"
#include "core/space/pipeline.h"

namespace lathe::space {

namespace {

config::Value branch_value(const Branch& branch, const auto& value_of_child) {
    config::Dict out{{"_name", branch.name}};
    for (const Parameter& child : branch.children) out.emplace_back(child.path, value_of_child(child.distribution));
    return out;
}

bool branch_contains(const Branch& branch, const config::Value& value) {
    if (!value.is_dict() || value.as_dict().size() != branch.children.size() + 1) return false;
    const config::Value* name = value.get("_name");
    if (!name || !name->is_string() || name->as_string() != branch.name) return false;
    return std::ranges::all_of(branch.children, [&](const Parameter& child) {
        const config::Value* chosen = value.get(child.path);
        return chosen && child.distribution.contains(*chosen);
    });
}

std::optional<std::size_t> branch_of(const Distribution& d, const config::Value& value) {
    for (std::size_t i = 0; i < d.branches.size(); ++i) {
        const Branch& branch = d.branches[i];
        if (d.is_nested()) {
            const config::Value* name = value.get("_name");
            if (name && name->is_string() && name->as_string() == branch.name) return i;
        } else if (is_same_choice(branch.value, value)) {
            return i;
        }
    }
    return std::nullopt;
}

bool on_grid(const Distribution& d, double x) {
    const double slack = 1e-9 * std::max(std::abs(x), d.q);
    if (std::abs(std::nearbyint(x / d.q) * d.q - x) <= slack) return true;
    return is_bounded(d.kind) && (std::abs(x - lowest(d)) <= slack || std::abs(x - highest(d)) <= slack);
}

}  // namespace

config::Value Distribution::sample(Random& random) const {
    if (kind == Kind::choice) {
        const Branch& branch = branches[random.below(branches.size())];
        if (!is_nested()) return branch.value;
        return branch_value(branch, [&](const Distribution& child) { return child.sample(random); });
    }
    if (kind == Kind::randint)
        return first_integer(*this) + static_cast<std::int64_t>(random.below(integer_count(*this)));
    return from_unit(random.uniform());
}

double Distribution::to_unit(const config::Value& value) const {
    if (kind == Kind::choice) {
        const auto index = branch_of(*this, value);
        return (static_cast<double>(index.value_or(0)) + 0.5) / static_cast<double>(branches.size());
    }
    if (!value.is_number()) return 0.5;
    if (kind == Kind::randint) {
        const double position = (value.as_number() - std::ceil(a) + 0.5) / static_cast<double>(integer_count(*this));
        return std::clamp(position, 0.0, 1.0);
    }
    return continuous_cdf(*this, value.as_number());
}

config::Value Distribution::from_unit(double u) const {
    u = std::isnan(u) ? 0.5 : std::clamp(u, 0.0, 1.0);
    if (kind == Kind::choice) {
        const auto n = branches.size();
        const Branch& branch = branches[std::min(n - 1, static_cast<std::size_t>(u * static_cast<double>(n)))];
        if (!is_nested()) return branch.value;
        return branch_value(branch, [](const Distribution& child) { return child.from_unit(0.5); });
    }
    if (kind == Kind::randint) {
        const auto n = integer_count(*this);
        const auto index = std::min(n - 1, static_cast<std::uint64_t>(u * static_cast<double>(n)));
        return first_integer(*this) + static_cast<std::int64_t>(index);
    }
    return quantise_and_clip(*this, continuous_quantile(*this, u));
}

bool Distribution::contains(const config::Value& value) const {
    if (kind == Kind::choice) {
        const auto index = branch_of(*this, value);
        return index && (!is_nested() || branch_contains(branches[*index], value));
    }
    if (!value.is_number() || !std::isfinite(value.as_number())) return false;
    const double x = value.as_number();
    if (kind == Kind::randint) return x == std::floor(x) && x >= std::ceil(a) && x < std::ceil(b);
    if (is_bounded(kind) && (x < a || x > b)) return false;
    if (kind == Kind::lognormal && x <= 0) return false;
    if (kind == Kind::qlognormal && x < 0) return false;
    return !is_quantised(kind) || on_grid(*this, x);
}

std::vector<Distribution::Reachable> Distribution::reachable(std::size_t limit) const {
    std::vector<Reachable> out;
    if (kind == Kind::choice) {
        const double share = 1 / static_cast<double>(branches.size());
        for (const Branch& branch : branches) {
            const config::Value value = is_nested() ? config::Value(branch.name) : branch.value;
            const auto known = std::ranges::find(out, value, &Reachable::value);
            if (known != out.end()) known->probability += share;
            else if (out.size() == limit) return {};
            else out.push_back({value, share});
        }
    } else if (kind == Kind::randint) {
        const auto n = integer_count(*this);
        if (n > limit) return {};
        for (std::uint64_t i = 0; i < n; ++i)
            out.push_back({first_integer(*this) + static_cast<std::int64_t>(i), 1 / static_cast<double>(n)});
    } else if (const auto range = multiples(*this)) {
        if (static_cast<std::uint64_t>(range->last - range->first) >= limit) return {};
        for (auto k = range->first; k <= range->last; ++k)
            out.push_back(
                {quantise_and_clip(*this, static_cast<double>(k) * q), probability_of_multiple(*this, *range, k)});
    }
    return out.size() > limit ? std::vector<Reachable>{} : out;
}

}  // namespace lathe::space
