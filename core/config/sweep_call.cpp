// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/sweep_call.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/config/document.h"
#include "core/config/python_text.h"
#include "core/config/writer.h"

namespace lathe::config {

namespace {

// What stands between two commas of a call.
struct GivenArgument {
    std::optional<SweepCall> sweep;
    SweepArgument one;  // with the name of the sweep, where it is one
};
using GivenArguments = std::vector<GivenArgument>;

bool is_sweep_function(std::string_view name) {
    constexpr std::array<std::string_view, 7> functions{"choice", "range",   "interval", "tag",
                                                        "sort",   "shuffle", "glob"};
    return std::ranges::find(functions, name) != functions.end() || is_hydra_cast(name);
}

// Behind the bracket that opens them.
GivenArguments read_arguments(HydraReader& reader) {
    GivenArguments out;
    if (reader.take(')')) return out;
    do {
        GivenArgument given;
        given.one.name = reader.take_name('=').value_or("");
        given.sweep = read_sweep_call(reader);
        if (!given.sweep) {
            reader.skip_spaces();
            const auto begin = reader.position();
            given.one.value = reader.element();
            given.one.text = written_for_yaml(given.one.value, reader.text_since(begin));
        }
        out.push_back(std::move(given));
    } while (reader.take(','));
    if (!reader.take(')')) throw NotOfHydra{};
    return out;
}

// range() and interval() of numbers, which parse_sweep() looks at.
SweepCall of_numbers(const std::string& name, GivenArguments given) {
    SweepCall out{name, {}, {}};
    for (GivenArgument& each : given) {
        if (each.sweep) throw NotOfHydra{};
        out.arguments.push_back(std::move(each.one));
    }
    return out;
}

SweepCall choice_among(const std::string& name, GivenArguments given) {
    SweepCall out{"choice", {}, {}};
    for (GivenArgument& each : given) {
        if (each.sweep)
            throw RefusedCall{name + "() around " + each.sweep->name + "() means nothing", "write every value itself"};
        if (!each.one.name.empty()) throw NotOfHydra{};
        out.arguments.push_back(std::move(each.one));
    }
    if (out.arguments.empty()) throw NotOfHydra{};
    return out;
}

// What a call such as sort() is about: the sweep in it, or the values.
SweepCall subject_of(const std::string& name, GivenArguments given) {
    if (given.size() == 1 && given.front().sweep) return std::move(*given.front().sweep);
    if (given.size() == 1)
        throw RefusedCall{name + "() of one value means nothing here", "write the value without " + name + "()"};
    return choice_among(name, std::move(given));
}

SweepCall tagged_sweep(GivenArguments given) {
    if (given.empty() || !given.back().sweep) throw NotOfHydra{};  // parse_sweep() tells what is missing
    SweepCall out = std::move(*given.back().sweep);
    given.pop_back();
    for (const GivenArgument& each : given) {
        if (each.sweep || !each.one.name.empty() || !each.one.value.is_string()) throw NotOfHydra{};
        const auto& tag = each.one.value.as_string();
        if (std::ranges::find(out.tags, tag) == out.tags.end()) out.tags.push_back(tag);
    }
    return out;
}

// The order of a range's numbers is nothing to a search.
SweepCall sorted(GivenArguments given) {
    bool is_reversed = false;
    std::erase_if(given, [&](const GivenArgument& each) {
        if (each.one.name != "reverse" || each.sweep) return false;
        is_reversed = each.one.value == Value(true);
        return true;
    });
    SweepCall out = subject_of("sort", std::move(given));
    if (out.name == "interval") throw RefusedCall{"sort() of an interval", "write interval(LOW,HIGH) alone"};
    if (out.name != "choice") return out;
    const auto are_all = [&](bool (Value::*is)() const) {
        return std::ranges::all_of(out.arguments, [&](const SweepArgument& one) { return (one.value.*is)(); });
    };
    const bool are_numbers = are_all(&Value::is_number);
    if (!are_numbers && !are_all(&Value::is_string))
        throw RefusedCall{"sort() of values that have no order among them", "write them in the order that is meant"};
    std::ranges::stable_sort(out.arguments, [&](const SweepArgument& left, const SweepArgument& right) {
        const auto& a = is_reversed ? right.value : left.value;
        const auto& b = is_reversed ? left.value : right.value;
        return are_numbers ? a.as_number() < b.as_number() : a.as_string() < b.as_string();
    });
    return out;
}

SweepCall cast_sweep(const std::string& name, GivenArguments given) {
    SweepCall out = subject_of(name, std::move(given));
    if (out.name != "choice" && name != "int" && name != "float")
        throw RefusedCall{name + "() of " + out.name + "()", "cast it with int() or float()"};
    for (SweepArgument& one : out.arguments) {
        one.value = cast_by_hydra(name, std::move(one.value));
        one.text = written_for_yaml(one.value, {});
    }
    if (out.name == "interval") {
        std::erase(out.tags, "int");
        if (name == "int") out.tags.emplace_back("int");
    }
    return out;
}

SweepCall called(const std::string& name, GivenArguments given) {
    if (name == "glob")
        throw RefusedCall{"glob() chooses files, and files are chosen before a search begins",
                          "write the values themselves: KEY=A,B"};
    if (name == "choice") return choice_among(name, std::move(given));
    if (name == "tag") return tagged_sweep(std::move(given));
    if (name == "sort") return sorted(std::move(given));
    if (is_hydra_cast(name)) return cast_sweep(name, std::move(given));
    if (name != "shuffle") return of_numbers(name, std::move(given));
    SweepCall out = subject_of(name, std::move(given));  // a search has its own order
    if (out.name == "interval") throw RefusedCall{"shuffle() of an interval", "write interval(LOW,HIGH) alone"};
    return out;
}

}  // namespace

std::string written_for_yaml(const Value& value, std::string_view own) {
    const auto read = parse_value(own);
    // What ends in a bracket could be taken for a call.
    if (!own.empty() && read && *read == value && !(value.is_string() && own.ends_with(')'))) return std::string(own);
    return value.is_string() ? scalar_to_yaml(value, Context::flow, Quotes::single_quotes) : to_yaml_inline(value);
}

std::string SweepCall::str() const {
    std::string out = name + "(";
    for (const SweepArgument& one : arguments) {
        if (&one != &arguments.front()) out += ',';
        if (!one.name.empty()) out += one.name + "=";
        out += one.text;
    }
    out += ')';
    if (tags.empty()) return out;
    std::string all = "tag(";
    for (const auto& tag : tags) all += tag + ",";
    return all + out + ")";
}

std::optional<SweepCall> read_sweep_call(HydraReader& reader) {
    const HydraReader::Level level(reader);
    const auto begin = reader.position();
    const auto name = reader.take_name('(');
    if (!name || !is_sweep_function(*name)) {
        reader.go_back(begin);
        return std::nullopt;
    }
    GivenArguments given = read_arguments(reader);
    // The cast of one value is a value.
    if (is_hydra_cast(*name) && given.size() == 1 && !given.front().sweep) {
        reader.go_back(begin);
        return std::nullopt;
    }
    return called(*name, std::move(given));
}

}  // namespace lathe::config
