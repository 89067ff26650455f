// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/schema.h"

#include <algorithm>
#include <numeric>

#include "core/config/python_text.h"

namespace lathe::config {

namespace {

// Optimal string alignment distance: edits, and swaps of neighbours count as one.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    std::iota(d[0].begin(), d[0].end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

std::string_view last_step(std::string_view key) {
    const auto dot = key.rfind('.');
    return dot == std::string_view::npos ? key : key.substr(dot + 1);
}

std::string number_text(double value) {
    const auto text = python_repr(value);
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

}  // namespace

std::string_view name_of(Type type) {
    switch (type) {
        case Type::any: return "any";
        case Type::boolean: return "bool";
        case Type::integer: return "int";
        case Type::floating: return "float";
        case Type::string: return "str";
        case Type::path: return "path";
        case Type::list: return "list";
        case Type::dict: return "dict";
    }
    return "any";
}

Option option(std::string key, Type type, Value fallback, std::string doc) {
    Option out;
    out.key = std::move(key);
    out.type = type;
    out.fallback = std::move(fallback);
    out.fallback.origin = Origin::default_value;
    out.doc = std::move(doc);
    return out;
}

Option Option::item() const {
    Option out = option(key, element, Value("???"), doc);
    out.low = low;
    out.high = high;
    out.low_open = low_open;
    out.high_open = high_open;
    out.finite = finite;
    out.choices = choices;
    out.unit = unit;
    return out;
}

Option Option::at_least(double v) && {
    low = v;
    low_open = false;
    return std::move(*this);
}
Option Option::above(double v) && {
    low = v;
    low_open = true;
    return std::move(*this);
}
Option Option::at_most(double v) && {
    high = v;
    high_open = false;
    return std::move(*this);
}
Option Option::below(double v) && {
    high = v;
    high_open = true;
    return std::move(*this);
}
Option Option::one_of(std::vector<Value> v) && {
    choices = std::move(v);
    return std::move(*this);
}
Option Option::or_null() && {
    optional = true;
    return std::move(*this);
}
Option Option::of(Type v) && {
    element = v;
    return std::move(*this);
}

void Schema::add(Option added) {
    if (const auto found = index_.find(added.key); found != index_.end()) {
        options_[found->second] = std::move(added);
        return;
    }
    index_.emplace(added.key, options_.size());
    options_.push_back(std::move(added));
}

void Schema::add(const std::vector<Option>& added) {
    for (const auto& one : added) add(one);
}

const Option* Schema::find(std::string_view key) const {
    const auto found = index_.find(key);
    return found == index_.end() ? nullptr : &options_[found->second];
}

bool Schema::is_group(std::string_view key) const {
    if (key.empty()) return !options_.empty();
    const auto prefix = std::string(key) + ".";
    const auto after = index_.lower_bound(prefix);
    return after != index_.end() && after->first.starts_with(prefix);
}

bool Schema::is_open(std::string_view key) const {
    if (empty()) return true;
    for (auto at = key;; at = at.substr(0, at.rfind('.'))) {
        if (const Option* found = find(at)) return found->type == Type::dict || found->type == Type::any;
        if (at.find('.') == std::string_view::npos) return false;
    }
}

std::vector<std::string> Schema::children(std::string_view group) const {
    std::vector<std::string> out;
    const auto prefix = group.empty() ? std::string() : std::string(group) + ".";
    for (const auto& one : options_) {
        if (!one.key.starts_with(prefix)) continue;
        const auto end = one.key.find('.', prefix.size());
        auto child = one.key.substr(0, end);
        if (std::find(out.begin(), out.end(), child) == out.end()) out.push_back(std::move(child));
    }
    return out;
}

std::string Schema::nearest(std::string_view key) const {
    std::vector<std::string> names;
    for (const auto& one : options_) {
        names.push_back(one.key);
        // Groups may be misspelt too: "optt.lr" is nearest to "opt.lr", "optt" to "opt".
        for (auto dot = one.key.find('.'); dot != std::string::npos; dot = one.key.find('.', dot + 1))
            names.push_back(one.key.substr(0, dot));
    }
    auto best = nearest_name(key, names);
    if (!best.empty()) return best;
    // A key in the wrong group, or without one: the same last step, when only one option has it.
    for (const auto& one : options_) {
        if (last_step(one.key) != last_step(key)) continue;
        if (!best.empty()) return {};
        best = one.key;
    }
    return best;
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& names) {
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, std::min<std::size_t>(3, name.size() / 3)) + 1;
    if (name.size() > 200) return best;
    for (const auto& candidate : names) {
        const auto gap =
            candidate.size() > name.size() ? candidate.size() - name.size() : name.size() - candidate.size();
        if (gap >= best_distance) continue;
        const auto distance = edit_distance(name, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

std::string expectation(const Option& option) {
    if (!option.choices.empty()) {
        std::string out = "one of ";
        for (const auto& choice : option.choices) out += (out.size() > 7 ? ", " : "") + python_str(choice);
        return option.optional ? out + ", null" : out;
    }
    std::string out(name_of(option.type));
    if (option.type == Type::list && option.element != Type::any) out += " of " + std::string(name_of(option.element));
    if (option.low) out += (option.low_open ? " above " : " from ") + number_text(*option.low);
    if (option.high)
        out += (option.low ? std::string(" and ") : std::string(" ")) + (option.high_open ? "below " : "at most ") +
               number_text(*option.high);
    if (option.optional) out += " or null";
    return out;
}

}  // namespace lathe::config
