// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/sweep.h"
#include "core/base/numbers.h"

#include <cmath>

namespace lathe::space {

namespace {

config::Value entry(const char* type, config::List values) {
    config::Value out{config::Dict{{"_type", config::Value(type)}, {"_value", config::Value(std::move(values))}}};
    out.origin = config::Origin::override_value;
    return out;
}

// A whole number as it would be written; one beyond the exact integers of a double is left for the space to refuse.
config::Value bound(double x) {
    return std::abs(x) <= exact_integers ? config::Value(static_cast<std::int64_t>(x)) : config::Value(x);
}

config::List choices(const config::Override& change, const config::Option* option) {
    const config::Sweep& sweep = *change.sweep;
    config::List out;
    for (std::size_t i = 0; i < sweep.values.size(); ++i) {
        config::Override one = change;
        one.value = sweep.values[i];
        if (i < sweep.texts.size()) one.text = sweep.texts[i];
        out.push_back(config::value_for(one, option));
    }
    return out;
}

config::Value interval(const config::Sweep& sweep, const config::Option* option) {
    const bool whole = sweep.has_tag("int") || (option != nullptr && option->type == config::Type::integer);
    if (!whole)
        return entry(sweep.has_tag("log") ? "loguniform" : "uniform",
                     {config::Value(sweep.start), config::Value(sweep.stop)});
    const double low = std::ceil(sweep.start);
    const double high = std::floor(sweep.stop);
    if (sweep.has_tag("log")) return entry("qloguniform", {bound(low), bound(high), config::Value(1)});
    return entry("randint", {bound(low), bound(high + 1)});
}

}  // namespace

config::Value entry_of(const config::Override& change, const config::Option* option) {
    const config::Sweep& sweep = *change.sweep;
    switch (sweep.kind) {
        case config::Sweep::Kind::interval: return interval(sweep, option);
        case config::Sweep::Kind::range:
            if (sweep.values.empty()) return entry("randint", {bound(sweep.start), bound(sweep.stop)});
            break;
        case config::Sweep::Kind::choice: break;
    }
    return entry("choice", choices(change, option));
}

}  // namespace lathe::space
