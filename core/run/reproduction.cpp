// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/reproduction.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/base/json_reader.h"

namespace lathe::run {

namespace {

constexpr const char* reproduction_file = "reproduction.json";

bool same_bits(double a, double b) {
    return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}

// Relative to the larger one; near 0, where that says nothing, absolute. 0 for the same bits alone: 0 and -0 are the
// smallest distance apart.
double distance(double a, double b) {
    if (same_bits(a, b)) return 0;
    if (a == b) return std::numeric_limits<double>::denorm_min();
    if (!std::isfinite(a) || !std::isfinite(b)) return INFINITY;
    return std::abs(a - b) / std::max({std::abs(a), std::abs(b), 1.0});
}

std::string with_commas(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string value_text(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : "nothing";
}

std::string_view name_of_weights(Reproduction::Weights weights) {
    if (weights == Reproduction::Weights::unknown) return "unknown";
    return weights == Reproduction::Weights::equal ? "equal" : "different";
}

void keep_first(std::optional<ScalarDifference>& first, ScalarDifference difference) {
    if (!first || difference.step < first->step) first = std::move(difference);
}

}  // namespace

std::string Reproduction::summary() const {
    if (!problem.empty()) return "not run again: " + problem;
    std::string text;
    if (equal && tolerance > 0)
        text = fmt::format("within {}: {} scalars, at most {:.2g} apart", tolerance, with_commas(scalars), largest);
    else if (equal) text = fmt::format("equal: {} scalars", with_commas(scalars));
    else if (first)
        text = fmt::format("differs: {} at step {}: recorded {}, now {}", first->metric, with_commas(first->step),
                           value_text(first->recorded), value_text(first->again));
    else if (scalars == 0) text = "nothing to compare: neither the record nor the new run has a metric";
    else text = fmt::format("differs: {} scalars are equal, but the weights are not", with_commas(scalars));
    if (weights > 0 && weights_are == Weights::equal) text += fmt::format(", {} weights", with_commas(weights));
    if (equal && weights_are == Weights::different) text += "; the weights are not bit for bit the same";
    if (equal && weights_are == Weights::unknown) text += "; the record does not tell the weights";
    return text;
}

Reproduction compare_trials(const store::MetricsTable& recorded, const store::TrialRecord& record,
                            const store::MetricsTable& again, const store::TrialRecord& repeated, double tolerance) {
    Reproduction out;
    out.tolerance = tolerance;
    const auto look = [&](const std::string& metric, std::int64_t step, std::optional<double> a,
                          std::optional<double> b) {
        ++out.scalars;
        const double apart = a && b ? distance(*a, *b) : INFINITY;
        out.largest = std::max(out.largest, apart);
        if (apart > tolerance) keep_first(out.first, {metric, step, a, b});
    };
    for (const auto& [metric, points] : recorded) {
        const auto other = again.find(metric);
        for (const auto& [step, value] : points) {
            std::optional<double> found;
            if (other != again.end())
                if (const auto it = other->second.find(step); it != other->second.end()) found = it->second;
            look(metric, step, value, found);
        }
    }
    for (const auto& [metric, points] : again) {
        const auto other = recorded.find(metric);
        for (const auto& [step, value] : points)
            if (step <= record.steps && (other == recorded.end() || !other->second.contains(step)))
                look(metric, step, std::nullopt, value);
    }
    const std::string was = record.facts.string_or("weights.xxh3", "");
    const std::string is = repeated.facts.string_or("weights.xxh3", "");
    out.weights = repeated.facts.int_or("weights.count", 0);
    if (!was.empty() && !is.empty())
        out.weights_are = was == is ? Reproduction::Weights::equal : Reproduction::Weights::different;
    out.equal = !out.first && out.scalars > 0 && (tolerance > 0 || out.weights_are != Reproduction::Weights::different);
    return out;
}

Json to_json(const Reproduction& reproduction) {
    Json json = {{"equal", reproduction.equal},
                 {"tolerance", reproduction.tolerance},
                 {"scalars", reproduction.scalars},
                 {"weights", reproduction.weights},
                 {"weights_are", name_of_weights(reproduction.weights_are)},
                 {"largest", json_number(reproduction.largest)},
                 {"environment", reproduction.environment},
                 {"changed", reproduction.changed},
                 {"problem", reproduction.problem}};
    if (reproduction.time) json["time"] = to_iso8601(*reproduction.time);
    if (const auto& first = reproduction.first) {
        const auto number = [](const std::optional<double>& value) { return value ? json_number(*value) : Json(); };
        json["first"] = {{"metric", first->metric},
                         {"step", first->step},
                         {"recorded", number(first->recorded)},
                         {"again", number(first->again)}};
    }
    return json;
}

Result<void> write_reproduction(const fs::path& trial_folder, const Reproduction& reproduction) {
    return write_file_atomically(trial_folder / reproduction_file, dump_json(to_json(reproduction), 2) + "\n");
}

Result<std::optional<Reproduction>> read_reproduction(const fs::path& trial_folder) {
    const fs::path file = trial_folder / reproduction_file;
    std::error_code code;
    if (!fs::exists(file, code)) return std::nullopt;
    const auto text = read_file(file);
    if (!text) return fail(text.error());
    const auto json = parse_json(*text, file.string());
    if (!json) return fail(json.error());
    JsonMembers in(*json);
    Reproduction out;
    out.equal = in.boolean("equal");
    out.tolerance = in.number("tolerance").value_or(0);
    out.scalars = in.integer("scalars");
    out.weights = in.integer("weights");
    const std::string weights = in.text("weights_are");
    if (weights == "equal") out.weights_are = Reproduction::Weights::equal;
    if (weights == "different") out.weights_are = Reproduction::Weights::different;
    out.largest = in.number("largest").value_or(0);
    out.problem = in.text("problem");
    if (const Json* all = in.find("environment"); all && all->is_array())
        for (const Json& one : *all)
            if (one.is_string()) out.environment.push_back(one.get<std::string>());
    out.time = in.time("time");
    if (const Json* first = in.find("first"); first && first->is_object()) {
        JsonMembers of(*first);
        out.first = {of.text("metric"), of.integer("step"), of.number("recorded"), of.number("again")};
    }
    if (const char* bad = in.bad()) return fail(fmt::format("{}: {} is not as it was written", file.string(), bad));
    return out;
}

}  // namespace lathe::run
