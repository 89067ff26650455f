// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/space_defaults.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <QString>

namespace lathe::gui {

namespace {

using config::Option;
using config::Type;
using config::Value;
using space::Distribution;
using space::Kind;

bool isInteger(const Option* option, const Value& current) {
    return option && option->type != Type::any ? option->type == Type::integer : current.is_int();
}

// Two significant digits, as a person would choose.
double roundNicely(double value) {
    return QString::number(value, 'g', 2).toDouble();
}

// Moves ends into the option's range; where an end of it is open, a little inside.
void clampToRange(Distribution& d, const Option* option) {
    if (!option) return;
    if (option->low) {
        const double low =
            option->low_open ? (*option->low == 0 ? std::min(1e-6, d.b / 1000) : *option->low + 1e-6) : *option->low;
        d.a = std::max(d.a, low);
    }
    if (option->high) {
        double high = *option->high;
        if (d.kind == Kind::randint) high += option->high_open ? 0 : 1;
        else if (option->high_open) high -= std::abs(high) * 1e-3 + 1e-6;
        d.b = std::min(d.b, high);
    }
    if (d.a >= d.b) d.b = d.a + (d.kind == Kind::randint ? 1 : std::max(std::abs(d.a), 1e-6));
}

bool isPowerOfTwo(std::int64_t value) {
    return value >= 4 && (value & (value - 1)) == 0;
}

Distribution choiceOf(std::vector<Value> values) {
    Distribution d{Kind::choice, 0, 1, 0, {}};
    for (auto& value : values) d.branches.push_back({std::move(value), {}, {}});
    return d;
}

bool inRange(const Option* option, double value) {
    if (!option) return true;
    if (option->low && (option->low_open ? value <= *option->low : value < *option->low)) return false;
    if (option->high && (option->high_open ? value >= *option->high : value > *option->high)) return false;
    return true;
}

Distribution integers(const Option* option, const Value& current) {
    const std::int64_t at = current.is_number() ? static_cast<std::int64_t>(current.as_number()) : 1;
    if (isPowerOfTwo(at)) {
        std::vector<Value> values;
        for (const std::int64_t v : {at / 2, at, at * 2})
            if (inRange(option, static_cast<double>(v))) values.emplace_back(v);
        return choiceOf(std::move(values));
    }
    const double reach = std::max<double>(1, std::floor(std::abs(static_cast<double>(at)) / 2));
    Distribution d{Kind::randint, static_cast<double>(at) - reach, static_cast<double>(at) + reach + 1, 0, {}};
    clampToRange(d, option);
    return d;
}

Distribution floats(const Option* option, const Value& current) {
    const double at = current.is_number() && std::isfinite(current.as_number()) ? current.as_number() : 0;
    const bool positive = option && option->low && *option->low >= 0;
    const bool unit = positive && option->high && *option->high <= 1;
    if (unit && at >= 0.05) {
        Distribution d{Kind::uniform, *option->low, *option->high, 0, {}};
        if (at > 0.1) d.a = std::max(d.a, roundNicely(at / 2));
        clampToRange(d, option);
        return d;
    }
    if (at > 0) {
        Distribution d{Kind::loguniform, roundNicely(at / 10), roundNicely(at * 10), 0, {}};
        clampToRange(d, option);
        return d;
    }
    Distribution d{Kind::uniform, at < 0 ? at * 2 : 0.0, at < 0 ? 0.0 : 1.0, 0, {}};
    clampToRange(d, option);
    return d;
}

// The middle 80 % of what a distribution gives.
std::pair<double, double> span(const Distribution& d) {
    if (d.kind == Kind::choice) {
        double low = INFINITY;
        double high = -INFINITY;
        for (const auto& branch : d.branches) {
            if (!branch.value.is_number()) continue;
            low = std::min(low, branch.value.as_number());
            high = std::max(high, branch.value.as_number());
        }
        return {low, high};
    }
    if (space::is_bounded(d.kind)) return {d.a, d.b};
    const double reach = 1.28 * d.b;
    if (space::is_log(d.kind)) return {roundNicely(std::exp(d.a - reach)), roundNicely(std::exp(d.a + reach))};
    return {roundNicely(d.a - reach), roundNicely(d.a + reach)};
}

Distribution numericOver(Kind kind, double low, double high, const Option* option, bool whole) {
    Distribution d{kind, low, high, 0, {}};
    if (space::is_log(kind) && low <= 0) d.a = high > 0 ? roundNicely(high / 1000) : 1e-3;
    if (d.a >= d.b) d.b = d.a + 1;
    if (!space::is_bounded(kind)) {
        const bool log = space::is_log(kind);
        const double from = log ? std::log(d.a) : d.a;
        const double to = log ? std::log(d.b) : d.b;
        d.a = roundNicely((from + to) / 2);
        d.b = roundNicely((to - from) / 2.56);
    } else {
        if (kind == Kind::randint || whole) {
            d.a = std::ceil(d.a);
            d.b = std::max(std::floor(d.b), d.a + 1);
        }
        clampToRange(d, option);
    }
    if (space::is_quantised(kind)) {
        d.q = roundNicely((high - low) / 10);
        if (whole) d.q = std::max(1.0, std::round(d.q));
        if (!(d.q > 0)) d.q = 1;
    }
    return d;
}

// Rounding may end on a limit that itself is not allowed.
bool isAllowed(const Option* option, const Value& value) {
    return !option || config::Schema().convert(*option, value).has_value();
}

Distribution choiceFrom(const Distribution& from, const Option* option, const Value& current) {
    if (option && !option->choices.empty()) return choiceOf(option->choices);
    if ((option && option->type == Type::boolean) || current.is_bool()) return choiceOf({Value(false), Value(true)});
    std::vector<Value> values;
    for (const double u : {0.0, 0.5, 0.999999}) {
        Value value = from.from_unit(u);
        if (value.is_float()) {
            const Value round(roundNicely(value.as_float()));
            if (isAllowed(option, round)) value = round;
        }
        if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
    }
    return choiceOf(std::move(values));
}

}  // namespace

bool kindFits(Kind kind, const Option* option) {
    if (!option || option->type == Type::any || kind == Kind::choice) return true;
    if (!option->choices.empty()) return false;
    if (option->type == Type::integer) return kind == Kind::randint || space::is_quantised(kind);
    return option->type == Type::floating;
}

Distribution defaultDistribution(const Option* option, const Value& current) {
    if (option && !option->choices.empty()) return choiceOf(option->choices);
    if ((option && option->type == Type::boolean) || current.is_bool()) return choiceOf({Value(false), Value(true)});
    const Value& start = current.is_number() || !option ? current : option->fallback;
    if (isInteger(option, start)) return integers(option, start);
    if ((option && option->type == Type::floating) || start.is_float()) return floats(option, start);
    return choiceOf({start.is_missing() || start.is_null() ? Value("") : start});
}

Distribution withKind(const Distribution& from, Kind kind, const Option* option, const Value& current) {
    if (kind == from.kind) return from;
    if (kind == Kind::choice) return choiceFrom(from, option, current);
    auto [low, high] = span(from);
    if (!(low <= high)) {
        const Distribution fresh = defaultDistribution(option, current);
        std::tie(low, high) = fresh.kind == Kind::choice ? std::pair(0.0, 1.0) : span(fresh);
    }
    return numericOver(kind, low, high, option, isInteger(option, current));
}

}  // namespace lathe::gui
