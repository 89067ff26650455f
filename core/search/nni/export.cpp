// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/nni/export.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/search/nni/names.h"
#include "core/search/placeholders.h"

namespace lathe::search {

namespace {

using config::Dict;
using config::Value;

// NNI's durations are whole seconds, minutes, hours or days.
std::string nni_duration(std::chrono::milliseconds time) {
    const std::int64_t seconds = std::max<std::int64_t>(1, (time.count() + 999) / 1000);
    if (seconds % 3600 == 0) return fmt::format("{}h", seconds / 3600);
    return seconds % 60 == 0 ? fmt::format("{}m", seconds / 60) : fmt::format("{}s", seconds);
}

Value class_arguments(const Algorithm& algorithm, std::string_view mode, const std::string& role,
                      std::vector<std::string>& notes) {
    Dict out{{"optimize_mode", Value(std::string(mode))}};
    Dict inner;  // NNI's TPE takes its own arguments as one, beside the seed
    const auto known = nni_arguments(algorithm.name);
    if (algorithm.args.is_dict()) {
        for (const auto& [key, value] : algorithm.args.as_dict()) {
            if (std::ranges::find(known, key) != known.end())
                (algorithm.name == "TPE" && key != "seed" ? inner : out).emplace_back(key, value);
            else
                notes.push_back(
                    fmt::format("{}.{}: NNI's {} has no such argument: left out", role, key, algorithm.name));
        }
    }
    if (!inner.empty()) out.emplace_back("tpe_args", std::move(inner));
    return out;
}

// NNI's BatchTuner has its configurations in the space, as one choice.
Value space_of(const Experiment& experiment, Algorithm& tuner) {
    const Value* listed = tuner.name == "Batch" ? tuner.args.get("configurations") : nullptr;
    if (!listed || !listed->is_list() || listed->as_list().empty()) return experiment.space.to_value();
    Dict choice{{"_type", "choice"}, {"_value", *listed}};
    tuner.args = Dict{};
    return Dict{{"combine_params", std::move(choice)}};
}

void add_devices(const DeviceRequest& devices, Dict& root, std::vector<std::string>& notes) {
    Dict service{{"platform", "local"}};
    // NNI's defaults are Lathe's.
    if (devices.use_active) service.emplace_back("useActiveGpu", true);
    if (devices.trials_per_gpu != 1) service.emplace_back("maxTrialNumberPerGpu", devices.trials_per_gpu);
    if (!devices.indices.empty()) {
        config::List indices;
        for (const int index : devices.indices) indices.emplace_back(index);
        service.emplace_back("gpuIndices", std::move(indices));
    }
    const auto whole = static_cast<std::int64_t>(devices.per_trial);
    if (static_cast<double>(whole) != devices.per_trial)
        notes.push_back("search.devices.per_trial: NNI gives whole GPUs: rounded up");
    root.emplace_back("trialGpuNumber", static_cast<double>(whole) == devices.per_trial ? whole : whole + 1);
    root.emplace_back("trainingService", std::move(service));
}

}  // namespace

NniExport export_nni(const Experiment& experiment) {
    NniExport out;
    const SearchSettings& search = experiment.search;
    const Objective objective = search.objective.value_or(Objective{});
    const char* const mode = objective.mode == Mode::minimize ? "minimize" : "maximize";
    Algorithm tuner_here = search.tuner;
    Dict root{{"experimentName", experiment.name}, {"searchSpace", space_of(experiment, tuner_here)}};
    if (!experiment.program) {
        root.emplace_back("trialCommand", own_engine_command);
        out.notes.emplace_back(
            "trialCommand: a trial of NNI is a program that asks NNI for its parameters; the networks of Lathe are "
            "none: write one");
    } else {
        root.emplace_back("trialCommand", experiment.program->command_line());
        if (!experiment.program->env.empty())
            out.notes.emplace_back("trial.env: NNI has no place for it: set the variables in the command");
        for (const std::string& word : experiment.program->command)
            if (!placeholders_in(word).empty())
                out.notes.push_back("trial.command: NNI does not fill placeholders: " + word);
    }
    root.emplace_back("trialCodeDirectory", experiment.program ? experiment.program->code_dir : ".");
    root.emplace_back("trialConcurrency", search.concurrency);
    if (search.max_trials)
        root.emplace_back("maxTrialNumber", *search.max_trials);  // without it NNI has no limit either
    if (search.max_duration) root.emplace_back("maxExperimentDuration", nni_duration(*search.max_duration));
    const NniName* tuner = nni_tuner(tuner_here.name);
    if (!tuner) out.notes.push_back(fmt::format("search.tuner: NNI has no {}: TPE is written", search.tuner.name));
    const Algorithm written = tuner ? tuner_here : Algorithm{"TPE", {}};
    root.emplace_back(tuner && tuner->is_advisor ? "advisor" : "tuner",
                      Dict{{"name", Value(std::string(tuner ? tuner->nni : "TPE"))},
                           {"classArgs", class_arguments(written, mode, "search.tuner.args", out.notes)}});
    if (search.assessor) {
        if (const NniName* assessor = nni_assessor(search.assessor->name))
            root.emplace_back(
                "assessor",
                Dict{{"name", Value(std::string(assessor->nni))},
                     {"classArgs", class_arguments(*search.assessor, mode, "search.assessor.args", out.notes)}});
        else out.notes.push_back(fmt::format("search.assessor: NNI has no {}: left out", search.assessor->name));
    }
    add_devices(search.devices, root, out.notes);
    out.notes.push_back(fmt::format(
        "search.objective.metric: a trial of NNI reports one number without a name; here it is {}", objective.metric));
    if (objective.use_best) out.notes.emplace_back("search.objective.use: NNI takes the last value");
    if (!search.constraints.empty()) out.notes.emplace_back("search.constraints: NNI has none");
    if (!search.objectives.empty()) out.notes.emplace_back("search.objectives: NNI has one; the first is written");
    if (experiment.config.is_dict() && !experiment.config.as_dict().empty())
        out.notes.emplace_back("config: options that are not searched over have no place in NNI's file");
    out.text = config::to_yaml(Value(std::move(root)));
    return out;
}

}  // namespace lathe::search
