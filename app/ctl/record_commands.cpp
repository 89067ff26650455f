// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl runs, show, export: what past studies hold.
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "app/ctl/bundle_commands.h"
#include "app/ctl/commands.h"
#include "app/ctl/descent_text.h"
#include "app/ctl/model_export.h"
#include "app/ctl/option_choice.h"
#include "app/ctl/record_comparison.h"
#include "app/ctl/record_difference.h"
#include "app/ctl/record_export.h"
#include "app/ctl/record_text.h"
#include "app/ctl/terminal.h"
#include "app/ctl/test_text.h"
#include "app/ctl/workspace_option.h"
#include "core/base/json.h"
#include "core/store/test_record.h"
#include "core/store/workspace.h"

namespace lathe::ctl {

namespace {

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void warn(const std::vector<std::string>& warnings) {
    for (const auto& warning : warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
}

// A study, or one trial of it.
struct Target {
    store::StudyRecord study;
    std::optional<int> trial;  // its number
};

Result<Target> read_target(const Program& program, const std::string& name) {
    const auto folder = store::Workspace(program.workspace).find(name);
    if (!folder) return fail(folder.error());
    const std::filesystem::path path = *folder;
    const auto place = store::place_of(path);
    auto study = store::read_study(place.study);
    if (!study) return fail(study.error());
    if (!place.trial) return Target{std::move(*study), std::nullopt};
    const auto is_it = [&](const store::TrialRecord& trial) { return trial.number == *place.trial; };
    if (std::ranges::any_of(study->trials, is_it)) return Target{std::move(*study), place.trial};
    Error error{"is not the folder of a trial: it has no readable trial.json", "`lathectl show` its study"};
    error.file = path.string();
    return fail(std::move(error));
}

const store::TrialRecord& trial_of(const Target& target) {
    for (const auto& trial : target.study.trials)
        if (trial.number == *target.trial) return trial;
    return target.study.trials.front();
}

// The environment and the config of a trial, or of the first trial of a study.
Result<Recorded> recorded_of(const Program& program, const std::string& name) {
    const auto target = read_target(program, name);
    if (!target) return fail(target.error());
    if (target->study.trials.empty()) return fail(name + ": no trial of this study has begun");
    return read_recorded(target->study, trial_of(*target));
}

void show_difference(Program& program, const std::string& a, const std::string& b, bool as_json) {
    const auto left = recorded_of(program, a);
    if (!left) return program.error(left.error());
    const auto right = recorded_of(program, b);
    if (!right) return program.error(right.error());
    print(as_json ? dump_json(difference_json(*left, *right), 2) + "\n" : difference_text(*left, *right));
}

void show_environment(Program& program, const std::string& name, bool as_json) {
    const auto recorded = recorded_of(program, name);
    if (!recorded) return program.error(recorded.error());
    print(as_json ? dump_json(config::to_json(recorded->record), 2) + "\n" : environment_text(*recorded));
}

// What the trial's own test got wrong.
void show_predictions(Program& program, const std::string& name, bool as_json) {
    const auto target = read_target(program, name);
    if (!target) return program.error(target.error());
    const store::TrialRecord* best = target->study.best();
    if (!target->trial && best == nullptr)
        return program.error({"none of the trials of " + name + " is the best", "name one: " + name + "/trials/0000"});
    const int number = target->trial ? *target->trial : best->number;
    const auto folder = store::trial_folder(target->study.folder, number);
    const auto record = store::read_test_record(store::test_folder(folder));
    if (!record) return program.error(record.error());
    if (!*record) {
        Error error{"no test of this trial is recorded", "lathectl test shows what its model gets wrong"};
        error.file = folder.string();
        return program.error(error);
    }
    const std::string worst = worst_text(**record);
    print(as_json ? dump_json(to_json(**record), 2) + "\n" : test_text(**record) + (worst.empty() ? "" : "\n") + worst);
}

// The studies of the workspace that the study lies in; those that cannot be read are no relatives.
std::vector<store::StudyRecord> studies_beside(const store::StudyRecord& study) {
    std::vector<store::StudyRecord> out;
    const auto listed = store::Workspace(study.folder.parent_path()).list();
    if (!listed) return out;
    for (const auto& summary : *listed)
        if (auto read = store::read_study(summary.folder)) out.push_back(std::move(*read));
    return out;
}

void show_descent(Program& program, const std::string& name, bool as_json) {
    const auto target = read_target(program, name);
    if (!target) return program.error(target.error());
    const auto others = studies_beside(target->study);
    DescentReport report(target->study, target->trial, others);
    print(as_json ? dump_json(report.json(), 2) + "\n" : report.text());
}

struct ShowOptions {
    std::vector<std::string> names;
    std::string diff;
    bool json = false;
    bool csv = false;
    bool all = false;
    bool environment = false;
    bool predictions = false;
    bool descent = false;
    bool compare = false;
};

// Of a study its best trial, or the only one.
void show_comparison(Program& program, const ShowOptions& options) {
    if (options.names.size() < 2 && !options.all)
        return program.error({"--compare shows what differs in two or more trials, and one is given",
                              "name another, or add --all to see all of this one"});
    std::vector<ComparedTrial> trials;
    for (const std::string& name : options.names) {
        auto target = read_target(program, name);
        if (!target) return program.error(target.error());
        if (target->study.trials.empty()) return program.error({name + ": no trial of this study has begun"});
        const auto* best = target->study.best();
        const store::TrialRecord trial = !target->trial && best != nullptr ? *best : trial_of(*target);
        auto recorded = read_recorded(target->study, trial);
        if (!recorded) return program.error(recorded.error());
        trials.push_back({name, std::move(target->study), trial, std::move(*recorded)});
    }
    using Rows = RecordComparison::Rows;
    const RecordComparison comparison(trials, options.all ? Rows::all : Rows::different);
    if (options.json) print(dump_json(comparison.json(), 2) + "\n");
    else print(options.csv ? comparison.csv() : comparison.text());
}

struct RunsOptions {
    bool json = false;
    bool all = false;
    std::string tag;
};

void list_runs(Program& program, const RunsOptions& options) {
    auto studies = store::Workspace(program.workspace).list();
    if (!studies) return program.error(studies.error());
    for (const auto& study : *studies) warn(study.warnings);
    const auto archived =
        options.all ? 0 : std::erase_if(*studies, [](const auto& study) { return study.marks.archived; });
    if (!options.tag.empty())
        std::erase_if(*studies, [&](const auto& study) { return !study.marks.tags.contains(options.tag); });
    if (archived > 0)
        std::fprintf(stderr, "%zu archived %s left out; --all lists them\n", static_cast<std::size_t>(archived),
                     archived == 1 ? "study is" : "studies are");
    const bool as_json = options.json;
    if (!as_json) {
        if (studies->empty())
            std::fprintf(stderr, "no studies in %s%s\n", program.workspace.c_str(),
                         archived > 0 || !options.tag.empty() ? " that are asked for" : " yet");
        else print(studies_text(*studies, terminal_width(STDOUT_FILENO)));
        return;
    }
    Json all = Json::array();
    for (const auto& study : *studies) all.push_back(to_json(study));
    print(dump_json(all, 2) + "\n");
}

void show_one(Program& program, const std::string& name, bool as_json) {
    const auto target = read_target(program, name);
    if (!target) return program.error(target.error());
    const auto& study = target->study;
    warn(study.warnings);
    if (!target->trial) return print(as_json ? dump_json(to_json(study), 2) + "\n" : study_text(study));
    const auto& trial = trial_of(*target);
    if (!as_json) return print(trial_text(study, trial));
    Json json = to_json(trial);
    if (const auto& marks = study.marks.of_trial(trial.number); marks != store::Marks()) json["marks"] = to_json(marks);
    json["study"] = study.name;
    json["folder"] = store::trial_folder(study.folder, trial.number).string();
    print(dump_json(json, 2) + "\n");
}

void show(Program& program, const ShowOptions& options) {
    if (options.compare) return show_comparison(program, options);
    if (options.all || options.csv) return program.error({"--all and --csv are for --compare", "add --compare"});
    if (options.names.size() > 1)
        return program.error({"several trials are shown side by side with --compare", "add --compare"});
    const std::string& name = options.names.front();
    if (options.descent) show_descent(program, name, options.json);
    else if (options.predictions) show_predictions(program, name, options.json);
    else if (options.environment) show_environment(program, name, options.json);
    else if (options.diff.empty()) show_one(program, name, options.json);
    else show_difference(program, name, options.diff, options.json);
}

struct ExportOptions {
    std::vector<std::string> names;
    std::string format;
    std::string table;
    std::string optuna;
    std::string output;
    bool with_data = false;
    std::string checkpoint = "auto";
};

// An option that the format does not have is told rather than passed over.
std::optional<Error> unused_option(const ExportOptions& options) {
    if (options.with_data && options.format != "bundle") return Error{"--with-data is for --to bundle", "leave it out"};
    bool is_network = false;
#ifdef LATHE_HAS_CATALOG
    is_network = is_model_format(options.format);
#endif
    if (options.checkpoint != "auto" && !is_network)
        return Error{"--checkpoint is for the formats of a network", "leave it out"};
    return std::nullopt;
}

void export_something(Program& program, const ExportOptions& options) {
    if (const auto unused = unused_option(options)) return program.error(*unused);
    if (is_record_format(options.format))
        return export_records(program, {options.names, options.format, options.table, options.optuna, options.output});
    if (options.names.size() != 1)
        return program.error({"--to " + options.format + " takes one study, trial or experiment", "name one"});
    if (!options.table.empty() || !options.optuna.empty())
        return program.error({"--table and --optuna-release are for records of studies", "leave them out"});
    const std::string& name = options.names.front();
#ifdef LATHE_HAS_CATALOG
    if (is_model_format(options.format))
        return export_model(program, {name, options.format, options.checkpoint, options.output});
#endif
    export_headless(program, {name, options.format, options.output, options.with_data});
}

void add_export_command(CLI::App& app, Program& program) {
    auto* exporting = app.add_subcommand(
        "export",
        "Write trials and metrics of studies for other tools, an experiment for other machines, or a trained network");
    auto options = std::make_shared<ExportOptions>();
    exporting
        ->add_option(
            "study", options->names,
            "Folders, or names within the workspace, of studies and trials; for bundle, docker, conda and slurm one of "
            "them or an experiment, for a network one of them or a checkpoint")
        ->required()
        ->type_name("DIR");
    exporting
        ->add_option(
            "--to", options->format,
            "Records: csv (one table), json (everything), tensorboard (a folder of event files a trial), mlflow "
            "(its folder mlruns), optuna (its SQLite storage), nni (an experiment file of NNI), nni-results "
            "(for `nnictl experiment import`); to run elsewhere: bundle (one file NAME.lathe.tar.zst with all "
            "it needs), docker, conda, slurm; the network of a trial: torchscript (for torch.jit.load), "
            "state_dict (for torch.load), safetensors")
        ->required()
        ->check(CLI::IsMember({"csv", "json", "tensorboard", "mlflow", "optuna", "nni", "nni-results", "bundle",
                               "docker", "conda", "slurm", "torchscript", "state_dict", "safetensors", "onnx"}));
    exporting
        ->add_option("--checkpoint", options->checkpoint,
                     "Of a trial's network: best, last, or the name of a file; auto: the one that its test used")
        ->capture_default_str();
    exporting->add_option("--table", options->table, "For csv: trials (the default), or metrics (every recorded point)")
        ->check(CLI::IsMember({"trials", "metrics"}));
    exporting
        ->add_option("--optuna-release", options->optuna,
                     "For optuna: the release that reads it, 3.0 (and 3.1) or 3.2 (and later, the default)")
        ->check(CLI::IsMember({"3.0", "3.2"}));
    exporting
        ->add_option(
            "-o,--output", options->output,
            "File to write instead of standard output; for tensorboard and mlflow a folder that is not there yet")
        ->type_name("FILE");
    exporting->add_flag("--with-data", options->with_data, "For bundle: the data that the experiment reads, too");
    add_workspace(*exporting, program.workspace);
    exporting->callback([&program, options] { export_something(program, *options); });
}

}  // namespace

void add_record_commands(CLI::App& app, Program& program) {
    auto* runs = app.add_subcommand("runs", "List past and running studies");
    add_workspace(*runs, program.workspace);
    auto listing = std::make_shared<RunsOptions>();
    runs->add_flag("--json", listing->json, "One JSON array");
    runs->add_flag("--all", listing->all, "Archived ones, too");
    runs->add_option("--tag", listing->tag, "Only those with this tag")->type_name("TAG");
    runs->callback([&program, listing] { list_runs(program, *listing); });

    auto* showing = app.add_subcommand("show", "Show a study with its best trial, or one trial; or compare several");
    auto wanted = std::make_shared<ShowOptions>();
    showing
        ->add_option("study", wanted->names,
                     "Folder, or name within the workspace (NAME or NAME/trials/0003); several with --compare")
        ->required()
        ->type_name("DIR");
    add_workspace(*showing, program.workspace);
    auto* json = showing->add_flag("--json", wanted->json, "One JSON object");
    auto* diff = showing->add_option("--diff", wanted->diff, "What differs in another one: environment and config");
    diff->type_name("DIR");
    auto* compare = showing->add_flag(
        "--compare", wanted->compare,
        "Several trials side by side (of each study its best): parameters, metrics, config, environment; only "
        "what differs");
    showing->add_flag("--all", wanted->all, "With --compare: also what is the same in all");
    auto* csv = showing->add_flag("--csv", wanted->csv, "With --compare: one table for a spreadsheet");
    auto* descent = showing->add_flag("--descent", wanted->descent,
                                      "What it was made from, what was made from it, and what each changed");
    auto* environment = showing->add_flag("--environment", wanted->environment,
                                          "What it ran in: libraries, CPU, code, data, a program's Python");
    auto* predictions = showing->add_flag("--predictions", wanted->predictions,
                                          "What its test found: each class, and what was most wrong");
    exclude_each_other({diff, compare, descent, environment, predictions});
    exclude_each_other({json, csv});
    showing->callback([&program, wanted] { show(program, *wanted); });

    add_export_command(app, program);
}

}  // namespace lathe::ctl
