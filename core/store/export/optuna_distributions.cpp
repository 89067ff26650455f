// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export/optuna_distributions.h"

#include <algorithm>
#include <cmath>

#include "core/base/numbers.h"
#include "core/store/foreign/foreign_study.h"

namespace lathe::store {

namespace {

bool is_multiple(double value, double step) {
    const double times = value / step;
    return std::abs(times - std::round(times)) < 1e-9 * std::max(1.0, std::abs(times));
}

// Whether two distributions are the same, as far as Optuna's form of them goes.
bool are_alike(const space::Distribution& a, const space::Distribution& b) {
    if (a.kind != b.kind || a.a != b.a || a.b != b.b || a.q != b.q || a.branches.size() != b.branches.size())
        return false;
    for (std::size_t i = 0; i < a.branches.size(); ++i)
        if (!(a.branches[i].value == b.branches[i].value) || a.branches[i].name != b.branches[i].name) return false;
    return true;
}

bool is_exact(const config::Value& value) {
    return !value.is_int() || std::abs(static_cast<double>(value.as_int())) <= exact_integers;
}

}  // namespace

OptunaDistributions::OptunaDistributions(const StudyRecord& study, const space::Space& space) {
    Declared declared;
    declare(space.parameters(), "", declared);
    std::map<std::string, std::vector<config::Value>> values;
    for (const auto& trial : study.trials)
        for (auto& [name, value] : flat_params(trial.params)) values[name].push_back(value);
    for (const auto& [name, tried] : values) {
        const auto found = declared.find(name);
        known_[name] = known_of(found != declared.end() && found->second ? &*found->second : nullptr, tried);
    }
}

void OptunaDistributions::declare(const std::vector<space::Parameter>& parameters, const std::string& prefix,
                                  Declared& declared) {
    const auto put = [&](const std::string& name, const space::Distribution& distribution) {
        const auto [place, is_new] = declared.try_emplace(name, distribution);
        if (!is_new && place->second && !are_alike(*place->second, distribution)) place->second.reset();
    };
    for (const auto& parameter : parameters) {
        const std::string name = prefix + parameter.path;
        if (!parameter.distribution.is_nested()) {
            put(name, parameter.distribution);
            continue;
        }
        space::Distribution names;
        names.kind = space::Kind::choice;
        for (const auto& branch : parameter.distribution.branches) {
            names.branches.push_back({config::Value(branch.name), "", {}});
            declare(branch.children, name + ".", declared);
        }
        put(name + "._name", names);
    }
}

std::optional<OptunaDistributions::Range> OptunaDistributions::declared_range(const space::Distribution& declared) {
    Range range;
    range.low = declared.a;
    range.high = declared.b;
    range.log = space::is_log(declared.kind);
    if (declared.kind == space::Kind::randint) {
        range.whole = true;
        range.low = std::ceil(declared.a);
        range.high = std::ceil(declared.b) - 1;
    }
    // Optuna's steps begin at the low end, the space's are multiples; and a logarithmic range has none.
    if (space::is_quantised(declared.kind) && !range.log && is_multiple(range.low, declared.q) &&
        is_multiple(range.high, declared.q))
        range.step = declared.q;
    return range;
}

std::optional<OptunaDistributions::Range> OptunaDistributions::range_of(const space::Distribution* declared,
                                                                        const std::vector<config::Value>& values) {
    const auto finite = [](const config::Value& value) {
        return value.is_number() && std::isfinite(value.as_number());
    };
    if (!std::ranges::all_of(values, finite) || !std::ranges::all_of(values, is_exact)) return std::nullopt;
    if (declared && declared->kind == space::Kind::choice) return std::nullopt;
    std::vector<double> numbers;
    for (const auto& value : values) numbers.push_back(value.as_number());
    const auto [least, most] = std::ranges::minmax(numbers);
    Range range{std::ranges::all_of(values, &config::Value::is_int), false, least, most, std::nullopt};
    if (!declared || !space::is_bounded(declared->kind)) return range;
    Range said = *declared_range(*declared);
    if (said.whole && !range.whole) return range;
    // What a person tried beyond the range belongs to it from then on.
    if (least < said.low || most > said.high) said.step.reset();
    said.low = std::min(said.low, least);
    said.high = std::max(said.high, most);
    said.log = said.log && said.low > 0;
    return said;
}

OptunaDistributions::Known OptunaDistributions::known_of(const space::Distribution* declared,
                                                         const std::vector<config::Value>& values) {
    Known known;
    known.range = range_of(declared, values);
    const auto add = [&](const config::Value& value) {
        if (std::ranges::find(known.choices, value) == known.choices.end()) known.choices.push_back(value);
    };
    if (!known.range) {
        if (declared && declared->kind == space::Kind::choice)
            for (const auto& branch : declared->branches) add(branch.value);
        for (const auto& value : values) add(value);
    }
    known.json = json_of(known);
    return known;
}

std::string OptunaDistributions::json_of(const Known& known) {
    Json attributes;
    if (!known.range) {
        attributes["choices"] = Json::array();
        for (const auto& choice : known.choices) attributes["choices"].push_back(config::to_json(choice));
        return dump_json({{"name", "CategoricalDistribution"}, {"attributes", attributes}});
    }
    const Range& range = *known.range;
    if (range.whole) {
        attributes = {{"log", range.log},
                      {"step", 1},
                      {"low", static_cast<std::int64_t>(range.low)},
                      {"high", static_cast<std::int64_t>(range.high)}};
        return dump_json({{"name", "IntDistribution"}, {"attributes", attributes}});
    }
    attributes = {{"step", range.step ? Json(*range.step) : Json()},
                  {"low", range.low},
                  {"high", range.high},
                  {"log", range.log}};
    return dump_json({{"name", "FloatDistribution"}, {"attributes", attributes}});
}

OptunaDistributions::Cell OptunaDistributions::cell(const std::string& name, const config::Value& value) const {
    const Known& known = known_.at(name);
    if (known.range) return {value.as_number(), &known.json};
    const auto place = std::ranges::find(known.choices, value);
    return {static_cast<double>(place - known.choices.begin()), &known.json};
}

}  // namespace lathe::store
