// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/experiment_arguments.h"

#include <CLI/CLI.hpp>

#include "app/ctl/config_commands_set.h"
#include "app/ctl/preflight.h"
#include "app/ctl/whole_number.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/bundle/bundle.h"
#include "core/bundle/unpack_for_run.h"
#include "core/bundle/unpacked_trial.h"
#include "core/run/study_experiment.h"
#include "core/search/experiment_file.h"
#include "core/store/workspace.h"

namespace lathe::ctl {

namespace {

// Where `file` is what a single trial ran, beside its record: of a run, or of the bundle of one trial.
void repeat_recorded(search::Experiment& experiment, const fs::path& file) {
    std::error_code ignored;
    const fs::path folder = fs::absolute(file, ignored).lexically_normal().parent_path();
    if (file.filename() != "experiment.yaml" || experiment.purpose == search::Purpose::search) return;
    if (const auto alone = bundle::record_of_unpacked_trial(folder)) {
        if (const auto trial = store::read_trial_record(*alone)) run::repeat_choice(experiment, *trial);
    } else if (store::is_study_folder(folder)) {
        if (const auto study = store::read_study(folder); study && !study->trials.empty())
            run::repeat_choice(experiment, study->trials.front());
    }
}

}  // namespace

tl::expected<search::Experiment, Errors> load_target(const Program& program, const std::string& target,
                                                     const search::LoadOptions& options) {
    std::error_code code;
    if (bundle::is_bundle_name(target) && fs::is_regular_file(target, code)) {
        const auto experiment = bundle::unpack_for_run(target, program.workspace);
        if (!experiment) return tl::make_unexpected(Errors{experiment.error()});
        return load_target(program, experiment->string(), options);
    }
    if (!fs::is_directory(target, code) && !fs::is_directory(fs::path(program.workspace) / target, code)) {
        auto experiment = search::load_experiment(target, *program.catalog, options);
        if (!experiment) return experiment;
        experiment->from = run::origin_of_file(target, experiment->from);
        if (options.overrides.empty()) repeat_recorded(*experiment, target);
        return experiment;
    }
    const auto folder = store::Workspace(program.workspace).find(target);
    if (!folder) return tl::make_unexpected(Errors{folder.error()});
    return run::load_to_run_again(*folder, *program.catalog, options);
}

void add_limits(CLI::App& command, ExperimentArguments& arguments) {
    command.add_option("--trials", arguments.trials, "Most trials of the search")->transform(whole_number(1));
    command.add_option("--concurrency", arguments.concurrency, "Trials at once")->transform(whole_number(1));
    command.add_option("--duration", arguments.duration, "No trial starts after this time: 90s, 30m, 1.5h, 2d")
        ->check([](const std::string& text) { return text.empty() ? "expected a time, found ''" : std::string(); });
}

void add_experiment(CLI::App& command, ExperimentArguments& arguments, const char* documentation) {
    command
        .add_option("EXPERIMENT", arguments.target,
                    "The experiment's YAML file, a bundle, or the folder of a study or trial: the same again")
        ->required();
    command.add_option("OVERRIDES", arguments.overrides, documentation)->type_name("KEY=VALUE");
    command.add_option("--name", arguments.name, "Name of the study; the experiment's unless given");
    add_engine(command, arguments);
    command.add_flag("--json", arguments.json, "Print the results as one JSON document");
}

void add_engine(CLI::App& command, ExperimentArguments& arguments) {
    command
        .add_option("--engine", arguments.engine,
                    "Who runs the trials: local (this machine), or slurm (each is a job of the cluster)")
        ->check(CLI::IsMember({"local", "slurm"}));
}

std::optional<search::EngineKind> wanted_engine(const ExperimentArguments& arguments) {
    return search::engine_kind(arguments.engine);
}

bool has_limits(const ExperimentArguments& arguments) {
    return arguments.trials || arguments.concurrency || !arguments.duration.empty();
}

Result<void> set_limits(run::Limits& limits, const ExperimentArguments& arguments) {
    if (arguments.trials) limits.max_trials = *arguments.trials;
    if (arguments.concurrency) limits.concurrency = *arguments.concurrency;
    if (arguments.duration.empty()) return {};
    const auto duration = parse_duration(arguments.duration);
    if (!duration) return fail(duration.error());
    limits.max_duration = *duration;
    return {};
}

tl::expected<search::Experiment, Errors> load_experiment_to_run(const Program& program,
                                                                const ExperimentArguments& arguments,
                                                                std::optional<search::Purpose> purpose) {
    search::LoadOptions options{arguments.overrides, purpose};
    if (purpose == search::Purpose::search) options.sweeps = config::Sweeps::collect;
    auto experiment = load_target(program, arguments.target, options);
    if (!experiment) return experiment;
    say_dropped(experiment->dropped);
    say_notes(experiment->notes);
    if (!arguments.name.empty()) experiment->name = arguments.name;
    auto& search = experiment->search;
    run::Limits limits{search.max_trials, search.concurrency, search.max_duration};
    if (!arguments.duration.empty() && !search.says_max_trials) limits.max_trials.reset();  // as in its file
    if (const auto done = set_limits(limits, arguments); !done) return tl::make_unexpected(Errors{done.error()});
    if (const auto engine = wanted_engine(arguments)) search.engine.kind = *engine;
    search.max_trials = limits.max_trials;
    search.concurrency = limits.concurrency;
    search.max_duration = limits.max_duration;
    return experiment;
}

}  // namespace lathe::ctl
