// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl import: experiments and records of other tools.

#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "app/ctl/command_output.h"
#include "app/ctl/commands.h"
#include "app/ctl/option_choice.h"
#include "app/ctl/preflight.h"
#include "app/ctl/workspace_option.h"
#include "core/base/files.h"
#include "core/base/output_stream.h"
#include "core/base/plural.h"
#include "core/search/hydra/import.h"
#include "core/search/nni/import.h"
#include "core/store/foreign/foreign_readers.h"
#include "core/store/foreign/possible_objectives.h"

namespace lathe::ctl {

namespace {

// What was made of another tool's files.
void hand_over(const std::string& experiment, const std::vector<std::string>& notes, const std::string& output,
               Program& program) {
    say_notes(notes);
    write_result(program, output, experiment);
}

struct NniOptions {
    std::string file;
    std::string output;
};

void import_from_nni(const NniOptions& options, Program& program) {
    const auto imported = search::import_nni(options.file, *program.catalog);
    if (!imported) return program.errors(imported.error());
    hand_over(imported->experiment, imported->notes, options.output, program);
}

struct HydraOptions {
    std::string configs;
    std::vector<std::string> overrides;
    std::string config;
    std::string program;
    std::string output;
};

void import_from_hydra(const HydraOptions& options, Program& program) {
    search::HydraApplication application{options.configs, options.config, options.program, options.overrides, {}};
    if (!is_output_stream(options.output)) application.target = fs::path(options.output).parent_path();
    const auto imported = search::import_hydra(application, *program.catalog);
    if (!imported) return program.errors(imported.error());
    hand_over(imported->experiment, imported->notes, options.output, program);
}

struct ForeignOptions {
    std::string path;
    std::string metric;
    std::string mode = "minimize";
    std::vector<std::string> metrics;
    std::string points;
};

store::ForeignObjective objective_of(const ForeignOptions& options) {
    return {options.metric, options.mode == "maximize" ? search::Mode::maximize : search::Mode::minimize};
}

// That none of its trials can be the best; of a study whose tool has no word for the objective, and whose person said
// none.
std::vector<std::string> missing_objective(const store::ForeignStudy& study) {
    constexpr std::size_t most_named = 12;
    if (!study.metric.empty() || !study.objectives.empty()) return {};
    auto names = store::possible_objectives(study);
    const std::size_t more = names.size() > most_named ? names.size() - most_named : 0;
    names.resize(names.size() - more);
    std::string could = "and nothing in it could be one";
    if (!names.empty())
        could = fmt::format("import it again with --metric, one of {}{}, and --mode maximize where more is better",
                            fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
    return {fmt::format("{} has no objective, so none of its trials is the best: {}", study.name, could)};
}

// Into the workspace; one line a study on stdout.
void keep(const std::vector<store::ForeignStudy>& studies, Program& program) {
    for (const auto& study : studies) {
        say_notes(study.notes);
        const auto folder = store::write_foreign_study(store::Workspace(program.workspace), study);
        if (!folder) return say_unwritten(program, folder.error());
        std::printf("%s: %s\n", folder->c_str(), counted(study.trials.size(), "trial").c_str());
        say_notes(missing_objective(study));
    }
}

void keep(const Result<store::ForeignStudy>& study, Program& program) {
    if (!study) return program.error(study.error());
    keep(std::vector{*study}, program);
}

void keep(const Result<std::vector<store::ForeignStudy>>& studies, Program& program) {
    if (!studies) return program.error(studies.error());
    keep(*studies, program);
}

// A subcommand that reads what another tool recorded.
CLI::App* add_records(CLI::App& importing, Program& program, ForeignOptions& options, const char* name,
                      const char* help, const char* what) {
    CLI::App* command = importing.add_subcommand(name, help);
    command->add_option("path", options.path, what)->required()->type_name("PATH");
    add_workspace(*command, program.workspace);
    return command;
}

// Gives --metric and --mode.
std::pair<CLI::Option*, CLI::Option*> add_objective(CLI::App& command, ForeignOptions& options) {
    auto* metric = command.add_option("--metric", options.metric, "The metric by which trials are compared");
    metric->type_name("NAME");
    auto* mode = command.add_option("--mode", options.mode, "Whether less or more of it is better");
    mode->check(CLI::IsMember({"minimize", "maximize"}));
    return {metric, mode};
}

// Where without --metric there is none, or the tool says which, and in what direction.
void add_whole_objective(CLI::App& command, ForeignOptions& options) {
    const auto [metric, mode] = add_objective(command, options);
    mode->needs(metric);
}

void add_record_imports(CLI::App& importing, Program& program) {
    auto options = std::make_shared<ForeignOptions>();
    CLI::App* tensorboard = add_records(importing, program, *options, "tensorboard",
                                        "Runs of TensorBoard or Lightning, each folder of event files a trial",
                                        "The folder that TensorBoard is started with");
    add_whole_objective(*tensorboard, *options);
    tensorboard->callback(
        [options, &program] { keep(store::read_tensorboard_folder(options->path, objective_of(*options)), program); });
    CLI::App* mlflow = add_records(importing, program, *options, "mlflow", "Experiments of MLflow, each a study",
                                   "The folder mlruns, or one experiment in it");
    add_whole_objective(*mlflow, *options);
    mlflow->callback(
        [options, &program] { keep(store::read_mlflow_folder(options->path, objective_of(*options)), program); });
    CLI::App* optuna =
        add_records(importing, program, *options, "optuna", "Studies of Optuna's SQLite storage", "The database file");
    optuna->callback([options, &program] { keep(store::read_optuna_database(options->path), program); });
    CLI::App* csv = add_records(importing, program, *options, "csv",
                                "A table with a row a trial; columns that are no metrics are parameters", "The file");
    add_objective(*csv, *options);
    auto* metrics = csv->add_option("--metrics", options->metrics, "Further columns of results");
    metrics->delimiter(',')->type_name("NAME,NAME");
    auto* points = csv->add_option(
        "--points", options->points,
        "Every point of the curves, of a table that `export --to csv` wrote: what `--table metrics` wrote");
    points->type_name("FILE");
    exclude_each_other({metrics, points});
    csv->callback([options, &program] {
        if (!options->points.empty())
            return keep(store::read_exported_csv(options->path, options->points, objective_of(*options)), program);
        keep(store::read_trials_csv(options->path, objective_of(*options),
                                    {options->metrics.begin(), options->metrics.end()}),
             program);
    });
    CLI::App* json =
        add_records(importing, program, *options, "json", "Studies that `export --to json` wrote", "The file");
    json->callback([options, &program] { keep(store::read_exported_json(options->path), program); });
}

}  // namespace

void add_exchange_commands(CLI::App& app, Program& program) {
    CLI::App* importing =
        app.add_subcommand("import", "Make an experiment of another tool's files, or a study of its runs");
    importing->require_subcommand(1);
    CLI::App* nni = importing->add_subcommand(
        "nni", "From NNI: search.json, or an experiment file of version 1 or 2; what is not carried over is listed");
    auto options = std::make_shared<NniOptions>();
    nni->add_option("file", options->file, "JSON or YAML")->required()->type_name("FILE");
    nni->add_option("-o,--output", options->output, "Experiment to write instead of standard output")
        ->type_name("FILE");
    nni->callback([options, &program] { import_from_nni(*options, program); });
    CLI::App* hydra = importing->add_subcommand(
        "hydra", "From a Hydra application: its folder of configs, its program, its sweep; what is left out is listed");
    auto application = std::make_shared<HydraOptions>();
    hydra->add_option("folder", application->configs, "The folder of its configs")->required()->type_name("DIR");
    hydra
        ->add_option("overrides", application->overrides,
                     "What its command line is given: db=pg, +experiment=big, opt.lr=1e-3,1e-2")
        ->type_name("KEY=VALUE");
    hydra
        ->add_option("--config", application->config,
                     "The config that it starts from; what its program says unless given")
        ->type_name("NAME");
    hydra->add_option("--program", application->program, "Its program; looked for beside the folder unless given")
        ->type_name("FILE");
    hydra->add_option("-o,--output", application->output, "Experiment to write instead of standard output")
        ->type_name("FILE");
    hydra->callback([application, &program] { import_from_hydra(*application, program); });
    add_record_imports(*importing, program);
}

}  // namespace lathe::ctl
