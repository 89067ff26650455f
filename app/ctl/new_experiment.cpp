// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/new_experiment.h"

#include <chrono>
#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "app/ctl/command_output.h"
#include "app/services.h"
#include "core/base/files.h"
#include "core/base/output_stream.h"
#include "core/base/shell.h"
#include "core/run/program/program_variables.h"
#include "core/run/program/supervised_process.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/search/trial_program.h"
#include "core/train/plugin/trust.h"

namespace lathe::ctl {

namespace {

constexpr std::chrono::seconds longest{60};  // that a script may take to be imported

// "train.py:Config" -> "train.py"; the name may be missing.
std::string file_of(const std::string& script) {
    const auto colon = script.rfind(':');
    return colon != std::string::npos && script.find('/', colon) == std::string::npos ? script.substr(0, colon)
                                                                                      : script;
}

bool writes_stream(const NewExperiment& wanted) {
    return wanted.output.empty() || is_output_stream(wanted.output);
}

// What a stream becomes is in this folder, as far as anybody knows.
std::string file_to_write(const NewExperiment& wanted) {
    return writes_stream(wanted) ? "experiment.yaml" : wanted.output;
}

Result<std::string> schema_of(const std::string& script, const run::ProgramTools& tools) {
    // In a file, so that what the script prints does not come between.
    const fs::path file = name_beside(fs::temp_directory_path() / "lathe-schema.yaml");
    run::ProgramStart start;
    start.supervisor = tools.supervisor;
    start.arguments = {"python3", "-W", "ignore", "-m", "lathe.schema", "-o", file.string(), script};
    start.folder = ".";
    run::Variables variables;
    run::add_python_folder(tools.python_folder, variables);
    start.variables = run::environment_with(variables);
    auto process = run::SupervisedProcess::start(start);
    if (!process) return fail(process.error());
    std::string output;
    const auto begun = std::chrono::steady_clock::now();
    while (process->wait(std::chrono::milliseconds(100), output))
        if (std::chrono::steady_clock::now() - begun > longest)
            return fail(fmt::format("{} was not imported within {} s", script, longest.count()),
                        "let it do its work under if __name__ == \"__main__\"");
    while (!output.empty() && output.back() == '\n') output.pop_back();
    if (process->status() == 0) {
        if (!output.empty()) std::cerr << output << '\n';
        auto schema = read_file(file);
        std::error_code code;
        fs::remove(file, code);
        return schema;
    }
    const auto last = output.rfind('\n');
    return fail("Python cannot make a schema of it: " + (last == std::string::npos ? output : output.substr(last + 1)),
                "python3 -m lathe.schema says more");
}

std::string indented(const std::string& text) {
    std::string all;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        all += "  " + text.substr(at, end - at) + "\n";
        at = end == std::string::npos ? text.size() : end + 1;
    }
    return all;
}

Result<std::string> experiment_text(const NewExperiment& wanted, const std::string& schema) {
    const fs::path file = file_of(wanted.script);
    auto command =
        shell_split(wanted.command.empty() ? "python3 " + shell_quoted(file.filename().string()) : wanted.command);
    if (!command) return fail(command.error());
    search::TrialProgram trial;
    trial.command = std::move(*command);
    // The output's folder, or this one.
    const fs::path folder = fs::absolute(file_to_write(wanted)).parent_path();
    if (const auto code = fs::absolute(file).parent_path().lexically_relative(folder); !code.empty())
        trial.code_dir = code.string();
    const auto in_yaml = [](const std::string& text) { return config::to_yaml_inline(config::Value(text)); };
    return fmt::format(
        "# Made from {}. Mark options below `config` as tunable, and name the metric that the program reports.\n"
        "# The program gets its options from lathe.config() (with argparse: parser.set_defaults(**lathe.config()) "
        "before\n"
        "# it parses), or by its command, where {{KEY}} is an option's value: [..., --lr, \"{{lr}}\"].\n"
        "lathe: 1\n"
        "name: {}\n"
        "trial: {}\n"
        "schema:\n{}"
        "config: {{}}\n"
        "# space:\n"
        "#   KEY: {{_type: loguniform, _value: [1e-4, 1e-1]}}\n"
        "# search:\n"
        "#   objective: {{metric: val_loss, mode: minimize}}\n",
        in_yaml(fs::path(wanted.script).filename().string()), in_yaml(file.stem().string()),
        config::to_yaml_inline(to_value(trial)), indented(schema));
}

}  // namespace

void new_experiment(Program& program, const NewExperiment& wanted) {
    const std::string file = file_of(wanted.script);
    if (const auto trusted = train::require_trusted(file); !trusted) return program.error(trusted.error());
    std::error_code code;
    if (!writes_stream(wanted) && fs::exists(wanted.output, code)) {
        Error error{"is there already", "choose another name, or remove it"};
        error.file = wanted.output;
        return program.error(error);
    }
    Services services;
    const auto schema = schema_of(wanted.script, services.run().program_tools);
    if (!schema) return program.error(schema.error(), 1);
    const auto text = experiment_text(wanted, *schema);
    if (!text) return program.error(text.error());
    // What is written can be read.
    const auto document = config::Document::parse(*text, file_to_write(wanted));
    if (!document) return program.error(document.error(), 1);
    if (const auto read = search::parse_experiment(*document, *program.catalog, {.require_complete = false}); !read)
        return program.errors(read.error(), 1);
    if (write_result(program, wanted.output, *text) && !writes_stream(wanted)) std::cout << wanted.output << '\n';
}

}  // namespace lathe::ctl
