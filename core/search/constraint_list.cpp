// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/constraint_list.h"

#include <cmath>

#include <fmt/format.h>

#include "core/config/resolve.h"
#include "core/config/value_error.h"

namespace lathe::search {

namespace {

constexpr const char* example = "write {metric: latency_ms, max: 20}, or min: where larger values are wanted";

config::Schema schema_of_one() {
    config::Schema schema;
    schema.add({config::option("metric", config::Type::string, "", "Tag of the metric"),
                config::option("max", config::Type::floating, config::Value(), "Most that it may be").or_null(),
                config::option("min", config::Type::floating, config::Value(), "Least that it may be").or_null()});
    return schema;
}

class ConstraintReader {
  public:
    explicit ConstraintReader(const std::string& key) : key_(key) {}

    ReadConstraints read(const config::Value& list) {
        if (!list.is_list())
            add(list, key_, "expected a list, found " + config::to_yaml_inline(list),
                "write [{metric: latency_ms, max: 20}]");
        else
            for (std::size_t i = 0; i < list.as_list().size(); ++i)
                read_one(list.as_list()[i], config::join_path(key_, i));
        return std::move(out_);
    }

  private:
    void add(const config::Value& at, const std::string& place, std::string what, std::string hint) {
        out_.errors.push_back(config::error_at(at, place, std::move(what), std::move(hint)));
    }

    void read_one(const config::Value& item, const std::string& place) {
        if (!item.is_dict())
            return add(item, place, "expected a mapping, found " + config::to_yaml_inline(item), example);
        const config::Resolved resolved = config::resolve(item, schema_of_one());
        for (Error error : resolved.errors) {
            error.key = error.key.empty() ? place : place + "." + error.key;
            out_.errors.push_back(std::move(error));
        }
        if (!resolved.errors.empty()) return;
        const std::string metric = resolved.value.string_or("metric", "");
        if (metric.empty() || metric == "???")
            return add(item, place + ".metric", "the metric is missing", "add metric: latency_ms");
        const double most = resolved.value.number_or("max", NAN);
        const double least = resolved.value.number_or("min", NAN);
        if (std::isnan(most) && std::isnan(least))
            return add(item, place, fmt::format("there is no limit for {}", metric), example);
        if (most < least)
            return add(item, place, fmt::format("no value of {} is at most {} and at least {}", metric, most, least),
                       "give a max that is not below min");
        if (!std::isnan(most)) out_.constraints.push_back({metric, Constraint::Side::at_most, most});
        if (!std::isnan(least)) out_.constraints.push_back({metric, Constraint::Side::at_least, least});
    }

    const std::string& key_;
    ReadConstraints out_;
};

}  // namespace

ReadConstraints read_constraints(const config::Value& list, const std::string& key) {
    return ConstraintReader(key).read(list);
}

config::Value to_value(const std::vector<Constraint>& constraints) {
    config::List out;
    for (const Constraint& one : constraints)
        out.emplace_back(
            config::Dict{{"metric", one.metric}, {one.side == Constraint::Side::at_most ? "max" : "min", one.limit}});
    return config::Value(std::move(out));
}

}  // namespace lathe::search
