// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/experiment_text.h"

#include <fmt/format.h>

#include "core/config/schema_file.h"
#include "core/search/constraint_list.h"

namespace lathe::search {

namespace {

const char* name_of_mode(Mode mode) {
    return mode == Mode::minimize ? "minimize" : "maximize";
}

config::Value algorithm_value(const Algorithm& algorithm) {
    config::Dict dict{{"name", algorithm.name}};
    if (algorithm.args.is_dict() && !algorithm.args.as_dict().empty()) dict.emplace_back("args", algorithm.args);
    return config::Value(std::move(dict));
}

config::Value devices_value(const DeviceRequest& devices) {
    config::Value indices("auto");
    if (!devices.indices.empty()) {
        config::List list;
        for (const int index : devices.indices) list.emplace_back(static_cast<std::int64_t>(index));
        indices = config::Value(std::move(list));
    }
    return config::Value(config::Dict{{"indices", std::move(indices)},
                                      {"per_trial", devices.per_trial},
                                      {"trials_per_gpu", static_cast<std::int64_t>(devices.trials_per_gpu)},
                                      {"use_active", devices.use_active}});
}

config::Value settings_value(const SearchSettings& settings) {
    config::Dict dict;
    if (!settings.objectives.empty()) {
        config::List list;
        for (const Objective& one : settings.objectives)
            list.emplace_back(config::Dict{{"metric", one.metric}, {"mode", name_of_mode(one.mode)}});
        dict.emplace_back("objectives", std::move(list));
    } else if (const auto& objective = settings.objective) {
        dict.emplace_back("objective", config::Dict{{"metric", objective->metric},
                                                    {"mode", name_of_mode(objective->mode)},
                                                    {"use", objective->use_best ? "best" : "last"}});
    }
    if (!settings.constraints.empty()) dict.emplace_back("constraints", to_value(settings.constraints));
    dict.emplace_back("tuner", algorithm_value(settings.tuner));
    if (settings.assessor) dict.emplace_back("assessor", algorithm_value(*settings.assessor));
    dict.emplace_back("max_trials",
                      settings.max_trials ? config::Value(std::int64_t{*settings.max_trials}) : config::Value());
    if (settings.max_duration) dict.emplace_back("max_duration", duration_text(*settings.max_duration));
    config::Dict stop_when;
    if (settings.no_improvement) stop_when.emplace_back("no_improvement", std::int64_t{*settings.no_improvement});
    if (settings.expected_regret) stop_when.emplace_back("expected_regret", *settings.expected_regret);
    if (!stop_when.empty()) dict.emplace_back("stop_when", std::move(stop_when));
    if (!settings.first.empty()) dict.emplace_back("first", config::List(settings.first.begin(), settings.first.end()));
    if (!settings.warm_start.empty())
        dict.emplace_back("warm_start", config::List(settings.warm_start.begin(), settings.warm_start.end()));
    dict.emplace_back("concurrency", static_cast<std::int64_t>(settings.concurrency));
    if (!(to_value(settings.engine) == to_value(Engine{}))) dict.emplace_back("engine", to_value(settings.engine));
    if (settings.isolation != Isolation::automatic)
        dict.emplace_back("isolation", settings.isolation == Isolation::thread ? "thread" : "process");
    dict.emplace_back("devices", devices_value(settings.devices));
    return config::Value(std::move(dict));
}

}  // namespace

std::string duration_text(std::chrono::milliseconds duration) {
    const auto ms = duration.count();
    if (ms % 3'600'000 == 0) return fmt::format("{}h", ms / 3'600'000);
    if (ms % 60'000 == 0) return fmt::format("{}min", ms / 60'000);
    if (ms % 1000 == 0) return fmt::format("{}s", ms / 1000);
    return fmt::format("{}ms", ms);
}

config::Value to_value(const Experiment& experiment) {
    config::Dict root{{"lathe", std::int64_t{1}},
                      {"name", experiment.name},
                      {"purpose", experiment.purpose == Purpose::search ? "search" : "trial"}};
    if (experiment.from) root.emplace_back("from", to_value(*experiment.from));
    if (!experiment.folder.empty()) root.emplace_back("folder", experiment.folder.string());
    if (experiment.program) root.emplace_back("trial", to_value(*experiment.program));
    if (!experiment.options.empty()) root.emplace_back("schema", config::to_value(experiment.options));
    root.emplace_back("config", experiment.config);
    if (!experiment.space.empty()) root.emplace_back("space", experiment.space.to_value());
    root.emplace_back("search", settings_value(experiment.search));
    return config::Value(std::move(root));
}

std::string to_yaml(const Experiment& experiment) {
    return config::to_yaml(to_value(experiment));
}

}  // namespace lathe::search
