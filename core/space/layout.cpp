// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/space/choice_values.h"
#include "core/space/pipeline.h"

namespace lathe::space {

namespace {

constexpr double inactive = std::numeric_limits<double>::quiet_NaN();

constexpr double exact_multiples = 0x1.0p50;

std::size_t branch_index(double coordinate, std::size_t branches) {
    if (!(coordinate > 0)) return 0;
    return std::min(branches - 1, static_cast<std::size_t>(coordinate));
}

double position(const Distribution& d, const config::Value& value) {
    // What a person writes may lie beside a multiple by rounding, as 0.3 does beside 3 * 0.1. Of large multiples the
    // rounding is not undone by another one.
    if (is_quantised(d.kind) && value.is_number() && std::abs(value.as_number() / d.q) < exact_multiples)
        return d.to_unit(quantise_and_clip(d, value.as_number()));
    const double unit = d.to_unit(value);
    return d.kind == Kind::choice ? std::floor(unit * static_cast<double>(d.branches.size())) : unit;
}

}  // namespace

Layout::Layout(const Space& space) {
    for (const Parameter& parameter : space.parameters()) {
        roots_.push_back(columns_.size());
        add(parameter, parameter.path, -1, -1, 0);
    }
}

void Layout::add(const Parameter& parameter, const std::string& path, int parent, int branch, int step) {
    const std::size_t self = columns_.size();
    columns_.push_back({path, parameter.distribution, parent, branch, step});
    children_.emplace_back(parameter.distribution.branches.size());
    first_equal_.push_back(first_equal_branches(parameter.distribution));
    for (std::size_t b = 0; b < parameter.distribution.branches.size(); ++b) {
        const Branch& one = parameter.distribution.branches[b];
        for (std::size_t c = 0; c < one.children.size(); ++c) {
            children_[self][b].push_back(columns_.size());
            add(one.children[c], path + "." + one.name + "." + one.children[c].path, static_cast<int>(self),
                static_cast<int>(b), static_cast<int>(c));
        }
    }
}

std::optional<Row> Layout::to_row(const Params& params) const {
    if (!params.is_dict() || params.as_dict().size() != roots_.size()) return std::nullopt;
    Row row(columns_.size(), inactive);
    for (std::size_t i = 0; i < roots_.size(); ++i) {
        const Column& column = columns_[roots_[i]];
        // Parameters are usually in the order of the space.
        const config::Entry& guess = params.as_dict()[i];
        const config::Value* value = guess.first == column.path ? &guess.second : params.get(column.path);
        if (!value || !fill(row, *value, roots_[i])) return std::nullopt;
    }
    return row;
}

bool Layout::fill(Row& row, const config::Value& value, std::size_t column) const {
    const Distribution& d = columns_[column].distribution;
    if (!d.contains(value)) return false;
    row[column] = position(d, value);
    if (!d.is_nested()) return true;
    const auto branch = static_cast<std::size_t>(row[column]);
    return std::ranges::all_of(children_[column][branch], [&](std::size_t child) {
        const auto step = static_cast<std::size_t>(columns_[child].step);
        return fill(row, *value.get(d.branches[branch].children[step].path), child);
    });
}

config::Value Layout::value_of(std::span<const double> row, std::size_t column) const {
    const Distribution& d = columns_[column].distribution;
    if (d.kind != Kind::choice) return d.from_unit(row[column]);
    const std::size_t branch = branch_index(row[column], d.branches.size());
    if (!d.is_nested()) return d.branches[branch].value;
    config::Dict out{{"_name", d.branches[branch].name}};
    for (const std::size_t child : children_[column][branch]) {
        const auto step = static_cast<std::size_t>(columns_[child].step);
        out.emplace_back(d.branches[branch].children[step].path, value_of(row, child));
    }
    return out;
}

Params Layout::to_params(std::span<const double> row) const {
    config::Dict out;
    out.reserve(roots_.size());
    for (const std::size_t root : roots_) out.emplace_back(columns_[root].path, value_of(row, root));
    return out;
}

bool Layout::is_active(std::span<const double> row, std::size_t column) const {
    for (int c = static_cast<int>(column); columns_[static_cast<std::size_t>(c)].parent >= 0;) {
        const Column& at = columns_[static_cast<std::size_t>(c)];
        const auto parent = static_cast<std::size_t>(at.parent);
        const auto branches = columns_[parent].distribution.branches.size();
        if (branch_index(row[parent], branches) != static_cast<std::size_t>(at.branch)) return false;
        c = at.parent;
    }
    return true;
}

Row Layout::snap(std::span<const double> row) const {
    Row out(columns_.size(), inactive);
    for (std::size_t c = 0; c < columns_.size(); ++c)
        if (is_active(row, c)) out[c] = snap(row, c);
    return out;
}

double Layout::snap(std::span<const double> row, std::size_t column) const {
    const Distribution& d = columns_[column].distribution;
    if (d.kind == Kind::choice)
        return static_cast<double>(first_equal_[column][branch_index(row[column], d.branches.size())]);
    return position(d, value_of(row, column));
}

const std::vector<std::size_t>& Layout::children(std::size_t column, std::size_t branch) const {
    return children_[column][branch];
}

namespace {

double draw(const Distribution& d, Random& random) {
    return d.kind == Kind::choice ? static_cast<double>(random.below(d.branches.size())) : random.uniform();
}

}  // namespace

Row Layout::sample(Random& random) const {
    Row row(columns_.size(), inactive);
    for (std::size_t c = 0; c < columns_.size(); ++c)
        if (is_active(row, c)) row[c] = draw(columns_[c].distribution, random);
    return row;
}

void Layout::complete(Row& row, Random& random) const {
    for (std::size_t c = 0; c < columns_.size(); ++c)
        if (std::isnan(row[c])) row[c] = draw(columns_[c].distribution, random);
}

}  // namespace lathe::space
