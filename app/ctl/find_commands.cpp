// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl find lr|batch-size: looks for a learning rate or a batch size before a training.
#include <unistd.h>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/ctl/command_output.h"
#include "app/ctl/commands.h"
#include "app/ctl/signals.h"
#include "app/ctl/text_table.h"
#include "app/ctl/whole_number.h"
#include "app/find.h"
#include "app/services.h"
#include "core/config/edit_file.h"
#include "core/search/experiment_file.h"

namespace lathe::ctl {

namespace {

struct FindArguments {
    std::string experiment;
    std::vector<std::string> overrides;
    bool json = false;
    bool apply = false;
    train::LearningRateFinderOptions lr;
    std::string spacing = "exponential";
    double stop_at = 4;
    train::BatchSizeFinderOptions batch;
    std::string mode = "power";
};

// Sets one key of the experiment file; everything else in it stays, what another program writes meanwhile too.
Result<void> apply(const std::string& file, const std::string& key, const config::Value& value) {
    return config::edit_file(file, [&](config::Document& document) -> Result<void> {
        const auto edit = document.set_value("config." + key, value);
        if (!edit) return fail(edit.error());
        if (auto applied = document.apply(*edit); !applied) return fail(applied.error());
        return {};
    });
}

// Loads experiment and engine, then finds; the answer goes to `show`.
template <class Find, class Show>
void with_request(Program& program, const FindArguments& arguments, Find find, Show show) {
    const auto experiment =
        search::load_experiment(arguments.experiment, *program.catalog, {.overrides = arguments.overrides});
    if (!experiment) return program.errors(experiment.error());
    std::stop_source stop;
    StopSignals signals([&] { stop.request_stop(); });
    Services services;
    auto place = find_place(*experiment, services.run());
    if (!place) return program.errors(place.error());
    train::FindRequest* const request = &place->request;
    const auto engine = engine_with_finders([&services] { return services.engine(); });
    if (!engine) return program.error(engine.error(), 1);
    const bool bar = ::isatty(STDERR_FILENO) == 1;
    request->stop = stop.get_token();
    request->progress = [bar](int done, int of) {
        if (bar) std::cerr << '\r' << done << " of " << of << std::flush;
    };
    const auto found = find(**engine, *request);
    if (bar) std::cerr << '\r' << std::flush;
    if (signals.exit_code() != 0) {
        program.exit_code = signals.exit_code();
        return;
    }
    if (!found) return program.error(found.error(), 1);
    show(*found);
}

Json numbers(const std::vector<double>& values) {
    Json list = Json::array();
    for (const double value : values) list.push_back(json_number(value));
    return list;
}

// The suggestion, when there is one, is written into the experiment file if that was asked for.
void apply_or_complain(Program& program, const FindArguments& arguments, const std::string& key,
                       const Result<config::Value>& value) {
    if (!value) return program.error(value.error(), 1);
    if (!arguments.apply) return;
    if (const auto done = apply(arguments.experiment, key, *value); !done) return say_unwritten(program, done.error());
    std::cerr << "set " << key << " to " << config::to_yaml_inline(*value) << " in " << arguments.experiment << '\n';
}

void find_lr(Program& program, FindArguments& arguments) {
    arguments.lr.exponential = arguments.spacing == "exponential";
    arguments.lr.stop_at = arguments.stop_at > 0 ? std::optional(arguments.stop_at) : std::nullopt;
    if (const auto checked = check(arguments.lr); !checked) return program.error(checked.error());
    with_request(
        program, arguments,
        [&](const train::Engine& engine, const train::FindRequest& request) {
            return engine.find_learning_rate(request, arguments.lr);
        },
        [&](const train::LearningRateCurve& curve) {
            if (arguments.json) {
                const Json suggestion = curve.suggestion ? json_number(*curve.suggestion) : Json(nullptr);
                std::cout << dump_json({{"suggestion", suggestion},
                                        {"lr", numbers(curve.lr)},
                                        {"loss", numbers(curve.loss)},
                                        {"reason", curve.reason}})
                          << '\n';
            } else if (const auto lr = suggestion(curve)) {
                std::cout << "opt.lr " << config::to_yaml_inline(*lr) << '\n';
            }
            apply_or_complain(program, arguments, "opt.lr", suggestion(curve));
        });
}

void find_batch_size(Program& program, FindArguments& arguments) {
    arguments.batch.binary = arguments.mode == "binsearch";
    with_request(
        program, arguments,
        [&](const train::Engine& engine, const train::FindRequest& request) {
            return engine.find_batch_size(request, arguments.batch);
        },
        [&](const train::BatchSizeSearch& search) {
            if (arguments.json) {
                Json trials = Json::array();
                for (const auto& trial : search.trials)
                    trials.push_back({{"size", trial.size},
                                      {"fits", trial.fits},
                                      {"samples_per_second", json_number(trial.samples_per_second)}});
                std::cout << dump_json(
                                 {{"suggestion", search.suggestion}, {"trials", trials}, {"reason", search.reason}})
                          << '\n';
            } else {
                for (const auto& trial : search.trials)
                    std::cerr << fmt::format(
                        "{:>8}  {}\n", trial.size,
                        trial.fits ? fmt::format("{:.0f} samples/s", trial.samples_per_second) : "does not fit");
                std::cerr << search.reason << '\n';
                if (search.suggestion > 0) std::cout << "train.batch_size " << search.suggestion << '\n';
            }
            apply_or_complain(program, arguments, "train.batch_size", suggestion(search));
        });
}

void add_common(CLI::App& command, FindArguments& arguments) {
    command.add_option("EXPERIMENT", arguments.experiment, "The experiment's YAML file")->required();
    command.add_option("OVERRIDES", arguments.overrides, "Changes to its config: opt.lr=1e-3, +a.b=1, ~c")
        ->type_name("KEY=VALUE");
    command.add_flag("--apply", arguments.apply, "Write the suggestion into the experiment file");
    command.add_flag("--json", arguments.json, "Print the results as one JSON document");
}

}  // namespace

void add_find_commands(CLI::App& app, Program& program) {
    auto* find = app.add_subcommand("find", "Look for a learning rate or a batch size");
    find->require_subcommand(1);
    const auto arguments = std::make_shared<FindArguments>();

    auto* lr =
        find->add_subcommand("lr", "Train some steps at a rising learning rate; suggest where the loss falls fastest");
    add_common(*lr, *arguments);
    lr->add_option("--min", arguments->lr.min_lr, "First learning rate")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    lr->add_option("--max", arguments->lr.max_lr, "Last learning rate")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    lr->add_option("--steps", arguments->lr.steps, "Steps between them")
        ->transform(whole_number(2, 1'000'000))
        ->capture_default_str();
    lr->add_option("--spacing", arguments->spacing, "exponential or linear")
        ->check(CLI::IsMember({"exponential", "linear"}))
        ->capture_default_str();
    lr->add_option("--stop-at", arguments->stop_at, "Stop when the loss is this many times the best; 0: never")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    lr->callback([&program, arguments] { find_lr(program, *arguments); });

    auto* batch = find->add_subcommand("batch-size", "Try larger and larger batches until the memory is full");
    add_common(*batch, *arguments);
    batch->add_option("--mode", arguments->mode, "power: double; binsearch: then halve the distance")
        ->check(CLI::IsMember({"power", "binsearch"}))
        ->capture_default_str();
    batch->add_option("--first", arguments->batch.first, "First size")
        ->transform(whole_number(1))
        ->capture_default_str();
    batch->add_option("--steps", arguments->batch.steps, "Steps of each size")
        ->transform(whole_number(1))
        ->capture_default_str();
    batch->add_option("--max-trials", arguments->batch.max_trials, "Most sizes that are tried")
        ->transform(whole_number(1))
        ->capture_default_str();
    batch->callback([&program, arguments] { find_batch_size(program, *arguments); });
}

}  // namespace lathe::ctl
