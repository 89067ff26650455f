// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl importance: how much each parameter of a past study matters.
#include <algorithm>
#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/text_table.h"
#include "app/ctl/workspace_option.h"
#include "core/base/plural.h"
#include "core/base/printable.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/search/importance/advice.h"
#include "core/search/importance/interactions.h"
#include "core/store/study_record.h"
#include "core/store/workspace.h"

namespace lathe::ctl {

namespace {

struct Options {
    std::string study;
    std::string method = "ped-anova";
    std::string objective;  // of several; empty: the first
    bool json = false;
};

// `objective`: which of several.
search::History history_of(const store::StudyRecord& study, std::size_t objective) {
    search::History history;
    history.mode = study.objectives.empty() ? study.mode : study.objectives[objective].second;
    for (const auto& record : study.trials) {
        search::Trial trial;
        trial.number = static_cast<int>(history.trials.size());
        trial.state = record.state;
        trial.params = record.params;
        trial.violation = record.violation;
        trial.objective = record.objective;
        if (!study.objectives.empty())
            trial.objective =
                objective < record.objectives.size() ? std::optional(record.objectives[objective]) : std::nullopt;
        history.trials.push_back(std::move(trial));
    }
    return history;
}

// Which of the study's objectives is called `name`.
Result<std::size_t> objective_of(const store::StudyRecord& study, const std::string& name) {
    if (name.empty() || (study.objectives.empty() && name == study.metric)) return 0;
    std::string known = study.objectives.empty() ? study.metric : std::string();
    for (std::size_t i = 0; i < study.objectives.size(); ++i) {
        if (study.objectives[i].first == name) return i;
        known += (known.empty() ? "" : ", ") + study.objectives[i].first;
    }
    return fail(fmt::format("'{}' is no objective of the study", name), "its objectives: " + known);
}

constexpr int resamples = 20;
constexpr std::size_t most_interactions = 5;
constexpr double least_interaction = 0.01;

struct Findings {
    std::vector<search::Advice> advice;  // the most important first
    std::vector<search::Interaction> interactions;
    std::size_t trials = 0;
};

void print_json(const Findings& found, const Options& options) {
    Json json{{"method", options.method},
              {"trials", found.trials},
              {"importance", Json::array()},
              {"interactions", Json::array()}};
    for (const auto& one : found.advice) {
        json["importance"].push_back({{"param", one.path},
                                      {"value", json_number(one.share)},
                                      {"deviation", json_number(one.deviation)},
                                      {"advice", search::sentence_of(one)}});
        if (one.near) json["importance"].back()["near"] = config::to_json(*one.near);
    }
    for (const auto& one : found.interactions)
        json["interactions"].push_back({{"params", {one.first, one.second}},
                                        {"value", json_number(one.value)},
                                        {"deviation", json_number(one.deviation)}});
    std::fputs((dump_json(json, 2) + "\n").c_str(), stdout);
}

void print(const Findings& found, const Options& options) {
    if (options.json) return print_json(found, options);
    TextTable table;
    table.add_column("PARAMETER");
    table.add_column("IMPORTANCE", TextTable::Align::right);
    table.add_column("+-", TextTable::Align::right);
    for (const auto& one : found.advice)
        table.add_row({one.path, fmt::format("{:.1f} %", 100 * one.share), fmt::format("{:.1f}", 100 * one.deviation)});
    std::string out = table.str();
    if (const std::size_t missing = found.advice.empty() ? 0 : found.advice.front().more_trials; missing > 0) {
        // Once, and not for each parameter.
        out += fmt::format("\nthis may be chance: {} needed to say what matters ({} in all)\n",
                           counted(missing, "more trial is", "more trials are"), search::min_advice_trials);
        std::fputs(out.c_str(), stdout);
        return;
    }
    for (const auto& one : found.interactions)
        out += fmt::format("{}{} and {} together: {:.1f} +- {:.1f} % of the variance\n",
                           &one == &found.interactions.front() ? "\n" : "", printable(one.first), printable(one.second),
                           100 * one.value, 100 * one.deviation);
    for (const auto& one : found.advice)
        if (one.share > 0)
            out += (&one == &found.advice.front() ? "\n" : "") + printable(search::sentence_of(one)) + "\n";
    std::fputs(out.c_str(), stdout);
}

void importance(const Options& options, Program& program) {
    const auto folder = store::Workspace(program.workspace).find(options.study);
    if (!folder) return program.error(folder.error());
    const auto study = store::read_study(*folder);
    if (!study) return program.error(study.error());
    const auto document = config::Document::load((*folder / "experiment.yaml").string());
    if (!document) return program.error(document.error());
    const space::Space space = search::read_experiment(*document, *program.catalog).experiment.space;
    if (space.empty())
        return program.error(Error{"the study has no search space", "importance compares the trials of a search"});
    const auto objective = objective_of(*study, options.objective);
    if (!objective) return program.error(objective.error());
    const space::Layout layout(space);
    const search::History history = history_of(*study, *objective);
    const search::Observations seen(layout, history);
    if (const auto outside = history.trials.size() - seen.all().size(); outside > 0)
        std::fprintf(
            stderr, "warning: %s left out\n",
            counted(outside, "trial lies outside the space and is", "trials lie outside the space and are").c_str());
    search::PedAnovaOptions ped;
    ped.resamples = resamples;
    const auto all = options.method == "fanova" ? search::fanova(seen) : search::ped_anova(seen, ped);
    if (std::ranges::all_of(all, [](const auto& one) { return one.value == 0; }))
        std::fputs("warning: too few different results to tell what matters\n", stderr);
    Findings found{search::advice_from(seen, all), search::interactions(seen, all), seen.all().size()};
    std::erase_if(found.interactions, [](const auto& one) { return one.value < least_interaction; });
    found.interactions.resize(std::min(found.interactions.size(), most_interactions));
    print(found, options);
}

}  // namespace

void add_importance_command(CLI::App& app, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("importance", "How much each parameter of a study matters");
    command->add_option("study", options->study, "Folder, or name within the workspace")->required()->type_name("DIR");
    command
        ->add_option("--method", options->method, "ped-anova: where the best tenth lies; fanova: share of the variance")
        ->check(CLI::IsMember({"ped-anova", "fanova"}));
    command->add_option("--objective", options->objective, "Metric of the objective, when there are several")
        ->type_name("METRIC");
    add_workspace(*command, program.workspace);
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([options, &program] { importance(*options, program); });
}

}  // namespace lathe::ctl
