// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl test, predict, sample, weights: what a trained model is good for.
#include <cstdio>
#include <iostream>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/ctl/command_output.h"
#include "app/ctl/commands.h"
#include "app/ctl/model_use.h"
#include "app/ctl/option_choice.h"
#include "app/ctl/test_text.h"
#include "app/ctl/text_table.h"
#include "app/ctl/whole_number.h"
#include "app/services.h"
#include "core/base/plural.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"

namespace lathe::ctl {

namespace {

struct TestArguments {
    ModelArguments model;
    train::TestRequest request;
    std::string folder;
    bool json = false;
};

void test(Program& program, TestArguments& arguments) {
    with_model(program, arguments.model, [&](const train::Engine& engine, const train::ModelChoice& model) {
        if (engine.test_model == nullptr) return Result<void>(fail_old_engine());
        train::TestRequest request = arguments.request;
        request.model = model;
        request.folder = arguments.folder;
        const auto report = engine.test_model(request);
        if (!report) return Result<void>(fail(report.error()));
        tell(report->model);
        if (arguments.json) std::cout << dump_json(to_json(report->record), 2) << '\n';
        else std::cout << test_text(report->record);
        return Result<void>();
    });
}

void add_test_command(CLI::App& app, Program& program) {
    const auto arguments = std::make_shared<TestArguments>();
    auto* command = app.add_subcommand("test", "Test a trained model: the trainer's metrics, and each class's scores");
    add_model_options(*command, arguments->model, program);
    auto* data = command->add_option(
        "--data", arguments->request.data,
        "Instead of the trial's own data: a folder with a folder of pictures for each class, a table with "
        "the target, or a text");
    data->type_name("PATH");
    auto* part = command->add_option("--part", arguments->request.part,
                                     "Of the trial's own data; train without its random changes");
    part->check(CLI::IsMember({"train", "val", "test"}))->capture_default_str();
    exclude_each_other({data, part});
    command
        ->add_option("-o,--output", arguments->folder,
                     "Folder for test.json (confusion matrix, the most wrong samples) and worst.png")
        ->type_name("DIR");
    command->add_flag("--json", arguments->json, "Print the record as one JSON document");
    command->callback([&program, arguments] { test(program, *arguments); });
}

struct PredictArguments {
    ModelArguments model;
    train::PredictRequest request;
    std::string output;
};

void predict(Program& program, PredictArguments& arguments) {
    with_model(program, arguments.model, [&](const train::Engine& engine, const train::ModelChoice& model) {
        if (engine.predict == nullptr) return Result<void>(fail_old_engine());
        train::PredictRequest request = arguments.request;
        request.model = model;
        request.output = arguments.output;
        const auto report = engine.predict(request);
        if (!report) return Result<void>(fail(report.error()));
        tell(report->model);
        for (const Error& error : report->left_out) std::fprintf(stderr, "left out: %s\n", error.str().c_str());
        // Not between the predictions.
        std::ostream& results = is_standard_output(arguments.output) ? std::cerr : std::cout;
        for (const auto& [name, value] : report->metrics) results << fmt::format("{} {:.6g}\n", name, value);
        std::fprintf(stderr, "%s in %s", counted(report->predictions, "prediction").c_str(),
                     output_name(arguments.output).c_str());
        if (report->left_out.empty()) std::fputs("\n", stderr);
        else std::fprintf(stderr, "; %s could not be read\n", counted(report->left_out.size(), "input").c_str());
        return Result<void>();
    });
}

void add_predict_command(CLI::App& app, Program& program) {
    const auto arguments = std::make_shared<PredictArguments>();
    auto* command = app.add_subcommand(
        "predict", "Predict for pictures, tables or texts, prepared as the training prepared its own");
    add_model_options(*command, arguments->model, program);
    command
        ->add_option("inputs", arguments->request.inputs,
                     "Pictures and folders of pictures; CSV files with the columns of the training; texts in UTF-8")
        ->type_name("INPUT");
    command->add_option("--part", arguments->request.part, "Instead of inputs: a part of the trial's own data")
        ->check(CLI::IsMember({"train", "val", "test"}));
    command
        ->add_option("-o,--output", arguments->output,
                     "NAME.csv: a row for each input with prediction and probability; NAME.npy: the network's outputs; "
                     "- for standard output: a table")
        ->required()
        ->type_name("FILE");
    command->add_flag("--probabilities", arguments->request.probabilities,
                      "In the table the probability of each class");
    command->callback([&program, arguments] {
        const auto& request = arguments->request;
        if (request.inputs.empty() && request.part.empty())
            return program.error({"either inputs or --part must be given", "name files, or --part test"});
        if (!request.inputs.empty() && !request.part.empty())
            return program.error({"both inputs and --part are given", "leave one of the two out"});
        if (request.probabilities && arguments->output.ends_with(".npy"))
            return program.error({"--probabilities are columns of a table, and a .npy file has the network's outputs",
                                  "leave it out, or give -o NAME.csv"});
        predict(program, *arguments);
    });
}

struct SampleArguments {
    ModelArguments model;
    train::SampleRequest request;
};

void sample(Program& program, SampleArguments& arguments) {
    with_model(program, arguments.model, [&](const train::Engine& engine, const train::ModelChoice& model) {
        if (engine.sample_text == nullptr) return Result<void>(fail_old_engine());
        train::SampleRequest request = arguments.request;
        request.model = model;
        request.on_text = [](const std::string& text) { std::cout << text << std::flush; };
        const auto text = engine.sample_text(request);
        if (!text) return Result<void>(fail(text.error()));
        std::cout << '\n';
        return Result<void>();
    });
}

void add_sample_command(CLI::App& app, Program& program) {
    const auto arguments = std::make_shared<SampleArguments>();
    train::SampleRequest& request = arguments->request;
    auto* command = app.add_subcommand("sample", "Let a trained model of text write on from a prompt");
    add_model_options(*command, arguments->model, program);
    command->add_option("--prompt", request.prompt, "What the text begins with");
    command->add_option("--length", request.length, "Characters that are added")
        ->transform(whole_number(1, 1'000'000))
        ->capture_default_str();
    command
        ->add_option("--temperature", request.temperature,
                     "Below 1 bolder characters are rarer; 0: always the most probable one")
        ->check(CLI::Range(0.0, 100.0))
        ->capture_default_str();
    command->add_option("--top-k", request.top_k, "Draw from the K most probable characters only; 0: from all")
        ->transform(whole_number(0, 1'000'000))
        ->capture_default_str();
    command->add_option("--seed", request.seed, "The same seed gives the same text")
        ->transform(whole_number(0, std::numeric_limits<std::int64_t>::max()))
        ->capture_default_str();
    command->callback([&program, arguments] { sample(program, *arguments); });
}

struct WeightsArguments {
    std::string file;
    std::string experiment;
    std::vector<std::string> overrides;
    bool json = false;
};

const char* name_of_fit(train::WeightFit fit) {
    switch (fit) {
        case train::WeightFit::fits: return "fits";
        case train::WeightFit::other_shape: return "other shape";
        case train::WeightFit::missing_in_file: return "missing in the file";
        case train::WeightFit::not_in_network: break;
    }
    return "not in the network";
}

std::string weights_text(const train::WeightTable& weights) {
    TextTable table;
    table.add_column("WEIGHT");
    table.add_column("TYPE");
    table.add_column("SHAPE");
    if (weights.compared) {
        table.add_column("IN THE NETWORK");
        table.add_column("FIT");
    }
    std::size_t fitting = 0;
    for (const train::WeightRow& row : weights.rows) {
        std::vector<std::string> cells{row.name, row.type, row.shape.empty() ? "-" : row.shape};
        if (weights.compared) {
            cells.push_back(row.wanted_shape.empty() ? "-" : row.wanted_shape);
            cells.emplace_back(name_of_fit(row.fit));
        }
        fitting += row.fit == train::WeightFit::fits ? 1 : 0;
        table.add_row(std::move(cells));
    }
    std::string out = weights.format + "\n\n" + table.str();
    if (weights.compared) out += fmt::format("\n{} of {} fit\n", fitting, weights.rows.size());
    return out;
}

Json weights_json(const train::WeightTable& weights) {
    Json rows = Json::array();
    for (const train::WeightRow& row : weights.rows) {
        Json json = {{"name", row.name}, {"type", row.type}, {"shape", row.shape}};
        if (weights.compared) {
            json["wanted_shape"] = row.wanted_shape;
            json["fit"] = name_of_fit(row.fit);
        }
        rows.push_back(std::move(json));
    }
    return {{"format", weights.format}, {"weights", std::move(rows)}};
}

// Exit code 1: some weight does not fit.
void weights(Program& program, const WeightsArguments& arguments) {
    if (arguments.experiment.empty() && !arguments.overrides.empty())
        return program.error({"changes are of an experiment's config, and none is given", "add --for EXPERIMENT"});
    train::WeightsRequest request;
    request.file = arguments.file;
    if (!arguments.experiment.empty()) {
        const auto experiment =
            search::load_experiment(arguments.experiment, *program.catalog, {.overrides = arguments.overrides});
        if (!experiment) return program.errors(experiment.error());
        auto resolved = experiment->trial_config(*program.catalog, config::Value(config::Dict{}));
        if (!resolved.errors.empty()) return program.errors(resolved.errors);
        request.config = std::move(resolved.value);
    }
    Services services;
    const auto engine = services.engine();
    if (!engine) return program.error(engine.error(), 1);
    if ((*engine)->describe_weights == nullptr) return program.error(fail_old_engine().value(), 1);
    const auto table = (*engine)->describe_weights(request);
    if (!table) return program.error(table.error());
    std::cout << (arguments.json ? dump_json(weights_json(*table), 2) + "\n" : weights_text(*table));
    for (const train::WeightRow& row : table->rows)
        if (row.fit != train::WeightFit::fits) program.exit_code = 1;
}

void add_weights_command(CLI::App& app, Program& program) {
    const auto arguments = std::make_shared<WeightsArguments>();
    auto* command =
        app.add_subcommand("weights", "Show what a file of weights holds, and whether it fits an experiment's network");
    command
        ->add_option("file", arguments->file, "A checkpoint of Lathe, safetensors, or a state_dict that Python saved")
        ->required()
        ->type_name("FILE");
    command->add_option("--for", arguments->experiment, "The experiment whose network is meant")
        ->type_name("EXPERIMENT");
    command->add_option("overrides", arguments->overrides, "Changes to its config: network.depth=18")
        ->type_name("KEY=VALUE");
    command->add_flag("--json", arguments->json, "Print the table as one JSON document");
    command->callback([&program, arguments] { weights(program, *arguments); });
}

}  // namespace

void add_use_commands(CLI::App& app, Program& program) {
    add_test_command(app, program);
    add_predict_command(app, program);
    add_sample_command(app, program);
    add_weights_command(app, program);
}

}  // namespace lathe::ctl
