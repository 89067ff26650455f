#include "core/run/effective.h"

#include "core/base/crc32c.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/config/schema_file.h"
#include "core/space/check_entries.h"

namespace lathe::run {

namespace {

using config::from_json;
using config::to_json;

Json algorithm_to_json(const search::Algorithm& algorithm) {
    return {{"name", algorithm.name}, {"args", to_json(algorithm.args)}};
}

search::Algorithm algorithm_from_json(const Json& json) {
    return {json.at("name").get<std::string>(), from_json(json.at("args"))};
}

Json settings_to_json(const search::SearchSettings& settings) {
    Json json = Json::object();
    if (const auto& objective = settings.objective)
        json["objective"] = {{"metric", objective->metric},
                             {"mode", objective->mode == search::Mode::minimize ? "minimize" : "maximize"},
                             {"use", objective->use_best ? "best" : "last"}};
    for (const auto& one : settings.objectives)
        json["objectives"].push_back(
            {{"metric", one.metric}, {"mode", one.mode == search::Mode::minimize ? "minimize" : "maximize"}});
    json["tuner"] = algorithm_to_json(settings.tuner);
    if (settings.assessor) json["assessor"] = algorithm_to_json(*settings.assessor);
    json["max_trials"] = settings.max_trials;
    if (settings.max_duration) json["max_duration_ms"] = settings.max_duration->count();
    json["concurrency"] = settings.concurrency;
    json["devices"] = {{"indices", settings.devices.indices},
                       {"per_trial", settings.devices.per_trial},
                       {"trials_per_gpu", settings.devices.trials_per_gpu},
                       {"use_active", settings.devices.use_active}};
    return json;
}

search::SearchSettings settings_from_json(const Json& json) {
    search::SearchSettings settings;
    if (const auto it = json.find("objective"); it != json.end())
        settings.objective = search::Objective{
            it->at("metric").get<std::string>(),
            it->at("mode") == "maximize" ? search::Mode::maximize : search::Mode::minimize, it->at("use") == "best"};
    if (const auto it = json.find("objectives"); it != json.end())
        for (const Json& one : *it)
            settings.objectives.push_back(
                {one.at("metric").get<std::string>(),
                 one.at("mode") == "maximize" ? search::Mode::maximize : search::Mode::minimize, false});
    settings.tuner = algorithm_from_json(json.at("tuner"));
    if (const auto it = json.find("assessor"); it != json.end()) settings.assessor = algorithm_from_json(*it);
    settings.max_trials = json.at("max_trials").get<int>();
    if (const auto it = json.find("max_duration_ms"); it != json.end())
        settings.max_duration = std::chrono::milliseconds(it->get<std::int64_t>());
    settings.concurrency = json.at("concurrency").get<int>();
    const Json& devices = json.at("devices");
    settings.devices = {devices.at("indices").get<std::vector<int>>(), devices.at("per_trial").get<double>(),
                        devices.at("trials_per_gpu").get<int>(), devices.at("use_active").get<bool>()};
    return settings;
}

Error damaged(const fs::path& file, const std::string& why) {
    Error error{"this is not the experiment of a study: " + why, "start the study anew from its experiment.yaml"};
    error.file = file.string();
    return error;
}

}  // namespace

Result<void> save_effective(const fs::path& study_folder, const Effective& effective) {
    const auto& experiment = effective.experiment;
    Json json = {{"lathe", 1},
                 {"name", experiment.name},
                 {"is_search", effective.kind == StudyKind::search},
                 {"config", to_json(experiment.config)},
                 {"space", to_json(experiment.space.to_value())},
                 {"search", settings_to_json(experiment.search)}};
    json["experiment_crc32c"] = crc32c(experiment.text);
    if (!experiment.options.empty()) json["schema"] = to_json(config::to_value(experiment.options));
    return write_file_atomically(study_folder / "effective.json", dump_json(json, 2) + "\n");
}

Result<Effective> load_effective(const fs::path& study_folder) {
    const fs::path file = study_folder / "effective.json";
    const auto text = read_file(file);
    if (!text) return fail(text.error());
    const auto json = parse_json(*text, file.string());
    if (!json) return fail(json.error());
    Effective effective;
    auto& experiment = effective.experiment;
    try {
        experiment.name = json->at("name").get<std::string>();
        effective.kind = json->at("is_search").get<bool>() ? StudyKind::search : StudyKind::single_trial;
        experiment.config = from_json(json->at("config"));
        auto space = space::Space::parse(from_json(json->at("space")));
        if (!space) return fail(damaged(file, space.error().front().str()));
        experiment.space = std::move(*space);
        experiment.search = settings_from_json(json->at("search"));
        if (const auto it = json->find("schema"); it != json->end()) {
            auto options = config::parse_options(from_json(*it), config::Catalog());
            if (!options) return fail(damaged(file, options.error().front().str()));
            experiment.options = std::move(*options);
        }
    } catch (const Json::exception& problem) {
        return fail(damaged(file, problem.what()));
    }
    if (auto written = read_file(study_folder / "experiment.yaml")) {
        experiment.text = std::move(*written);
        const auto saved = json->find("experiment_crc32c");
        effective.edited = saved != json->end() && *saved != crc32c(experiment.text);
    }
    return effective;
}

tl::expected<void, Errors> take_edited_space(const fs::path& study_folder, Effective& effective,
                                             const config::Catalog& catalog) {
    auto& experiment = effective.experiment;
    const auto document = config::Document::parse(experiment.text, (study_folder / "experiment.yaml").string());
    if (!document) return tl::make_unexpected(Errors{document.error()});
    const config::Value* written = document->root().get("space");
    if (effective.kind != StudyKind::search || !written) return {};
    auto space = space::Space::parse(*written);
    const config::Catalog extended = experiment.extended(catalog);
    Errors errors = space ? space->check(experiment.config, extended) : std::move(space.error());
    if (!space)
        for (Error& error : space::check_entries(*written, experiment.config, extended))
            errors.push_back(std::move(error));
    if (!errors.empty()) {
        for (Error& error : errors) error.key = error.key.empty() ? "space" : "space." + error.key;
        return tl::make_unexpected(std::move(errors));
    }
    experiment.space = std::move(*space);
    if (auto done = save_effective(study_folder, effective); !done) return tl::make_unexpected(Errors{done.error()});
    return {};
}

}  // namespace lathe::run
