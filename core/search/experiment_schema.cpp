// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/experiment_schema.h"

#include "core/space/space.h"

namespace lathe::search {

using config::option;
using config::Type;
using config::Value;

config::Schema experiment_schema() {
    config::Schema schema;
    schema.add({
        option("lathe", Type::integer, "???", "Version of the format: 1"),
        option("name", Type::string, Value(), "Name of its studies; the file's own without one").or_null(),
        option("trial", Type::any, Value(), "A program that is the trial, instead of Lathe's engine").or_null(),
        option("command", Type::string, Value(), "A command for the shell; trial says more").or_null(),
        option("defaults", Type::list, config::List{}, "Files that the config is composed of, as in Hydra"),
        option("config", Type::dict, config::Dict{}, "The options of a trial"),
        option("config_file", Type::path, Value(), "A file with the config instead, beside this one").or_null(),
        option("schema", Type::dict, config::Dict{}, "Options that the experiment declares itself"),
        option("schema_file", Type::path, Value(), "A file with the schema instead, beside this one").or_null(),
        option("space", Type::dict, config::Dict{}, "What a search tries: KEY: {_type: uniform, _value: [0, 1]}"),
        option("space_file", Type::path, Value(), "A file with the space instead, YAML or JSON, beside this one")
            .or_null(),
        option("search", Type::dict, config::Dict{}, "How a search goes on: objective, tuner, limits, devices"),
        option("purpose", Type::string, "trial", "What it is run for where nothing else is said")
            .one_of({"trial", "search"}),
        option("from", Type::any, Value(), "The study or trial of the past that it was made from: {study, id, trial}")
            .or_null(),
        option("folder", Type::path, Value(), "What relative paths in the config mean; the file's folder without one")
            .or_null(),
    });
    return schema;
}

config::Schema space_schema(const std::string& key) {
    std::vector<Value> types;
    for (int i = 0; i <= static_cast<int>(space::Kind::qlognormal); ++i)
        types.emplace_back(std::string(space::name_of(static_cast<space::Kind>(i))));
    config::Schema schema;
    schema.add({
        option(key + "._type", Type::string, "???", "How values of the option " + key + " are drawn, by NNI's names")
            .one_of(std::move(types)),
        option(key + "._value", Type::list, "???",
               "choice: the values, or {_name: NAME, ...} for a choice with options of its own; randint, uniform, "
               "loguniform: [low, high]; normal, lognormal: [mu, sigma]; those with a q: the step as well"),
    });
    return schema;
}

}  // namespace lathe::search
