// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table_request.h"

#include "core/search/experiment_file.h"

namespace lathe {

namespace {

// "target=y" is short for "data.target=y".
std::string full_override(const std::string& text, const config::Catalog& catalog) {
    const config::Schema schema = catalog.compose(config::from_json({{"data", {{"name", "csv"}}}}));
    const std::string key = text.substr(0, text.find('='));
    return schema.find("data." + key) != nullptr ? "data." + text : text;
}

}  // namespace

Result<train::CsvOptions> table_options(const search::Experiment& experiment, const config::Catalog& catalog) {
    if (const auto own = search::require_own_engine(experiment, "the description of a table"); !own)
        return fail(own.error());
    const config::Value config = experiment.trial_config(catalog, config::Value(config::Dict{})).value;
    const std::string name = config.string_or("data.name", "");
    if (name == "csv") return train::read<train::CsvOptions>(config);
    Error error{"the data is " + name + ", not a table", "give a table, or an experiment with data.name: csv"};
    error.key = "data.name";
    error.file = experiment.source;
    return fail(std::move(error));
}

tl::expected<train::CsvOptions, Errors> table_options(const std::string& file,
                                                      const std::vector<std::string>& overrides,
                                                      const config::Catalog& catalog) {
    search::LoadOptions load;
    for (const std::string& text : overrides) load.overrides.push_back(full_override(text, catalog));
    load.require_complete = false;
    const bool is_experiment = file.ends_with(".yaml") || file.ends_with(".yml");
    const auto experiment = [&]() -> tl::expected<search::Experiment, Errors> {
        if (is_experiment) return search::load_experiment(file, catalog, load);
        const auto document = config::Document::parse("lathe: 1\nname: table\nconfig: {data: {name: csv}}\n");
        if (!document) return tl::make_unexpected(Errors{document.error()});
        return search::parse_experiment(*document, catalog, load);
    }();
    if (!experiment) return tl::make_unexpected(experiment.error());
    auto options = table_options(*experiment, catalog);
    if (!options) return tl::make_unexpected(Errors{options.error()});
    if (!is_experiment) options->file = file;
    return std::move(*options);
}

}  // namespace lathe
