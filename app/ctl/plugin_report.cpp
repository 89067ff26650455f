// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/plugin_report.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <chrono>
#include <iostream>
#include <thread>

#include <fmt/format.h>

#include "app/plugin_inspector.h"
#include "app/services.h"
#include "core/base/json.h"
#include "core/base/plural.h"
#include "core/base/system_error.h"
#include "core/run/child_process.h"
#include "core/train/plugin/plugin_declaration.h"
#include "core/train/plugin/trust.h"

namespace lathe::ctl {

namespace {

constexpr std::chrono::seconds longest_check{300};  // for all networks of a plug-in
// Added to the exit code of a check that came to its end: a plug-in that calls exit(0) is not a good one.
constexpr int checked = 100;

Error plugin_error(const std::string& file, std::string what) {
    Error error{std::move(what), "`lathectl plugin check --inside FILE` under a debugger shows where"};
    error.file = file;
    return error;
}

using train::PluginCheck;
using train::PluginNetworkCheck;

void print(const std::vector<config::Option>& options) {
    for (const config::Option& option : options)
        std::cout << fmt::format(
            "  {}: {}, {}; {}\n", option.key, expectation(option),
            option.fallback.is_missing() ? "required" : "default " + config::to_yaml_inline(option.fallback),
            option.doc);
}

void print(const train::PluginDeclaration& declaration) {
    std::cout << fmt::format("{} {}: {}\n", train::name_of(declaration.part), declaration.name, declaration.doc);
}

void print(const PluginNetworkCheck& network) {
    std::cout << fmt::format("{}: {}\n", network.name, network.doc);
    print(network.options);
    if (!network.fits.empty())
        std::cout << fmt::format("  learns from {}; {} with the first\n", fmt::join(network.fits, ", "),
                                 counted(network.parameters, "parameter"));
    for (const std::string& note : network.notes) std::cout << "  " << note << '\n';
}

Json to_json(const Errors& errors) {
    Json all = Json::array();
    for (const Error& error : errors) all.push_back({{"what", error.what}, {"hint", error.hint}});
    return all;
}

Json to_json(const PluginNetworkCheck& network) {
    Json options = Json::array();
    for (const config::Option& option : network.options)
        options.push_back({{"key", option.key},
                           {"type", std::string(config::name_of(option.type))},
                           {"default", config::to_json(option.fallback)},
                           {"doc", option.doc}});
    return {{"name", network.name},
            {"doc", network.doc},
            {"options", options},
            {"fits", network.fits},
            {"notes", network.notes},
            {"parameters", network.parameters},
            {"errors", to_json(network.errors)}};
}

Json to_json(const PluginCheck& check) {
    Json networks = Json::array();
    for (const PluginNetworkCheck& network : check.networks) networks.push_back(to_json(network));
    return {{"good", check.is_good()},
            {"networks", networks},
            {"others", train::to_json(check.others)},
            {"errors", to_json(check.errors)}};
}

// All that is wrong with the file and its networks, each with the network's name.
Errors errors_of(const PluginCheck& check, const std::string& file) {
    Errors all = check.errors;
    for (const PluginNetworkCheck& network : check.networks) {
        for (Error error : network.errors) {
            error.what = "network " + network.name + ": " + error.what;
            all.push_back(std::move(error));
        }
    }
    for (Error& error : all) {
        if (error.file.empty()) error.file = file;
        error.key.clear();  // there is no experiment
    }
    return all;
}

void look_at(Program& program, const std::string& file, bool json) {
    Services services;
    const auto engine = services.engine();
    if (!engine) return program.error(engine.error(), 1);
    if ((*engine)->check_plugin == nullptr)
        return program.error(Error{"this training engine looks at no plug-ins", "check LATHE_ENGINE"}, 1);
    const PluginCheck check = (*engine)->check_plugin(file);
    if (json) std::cout << dump_json(to_json(check), 2) << '\n';
    else {
        for (const PluginNetworkCheck& network : check.networks) print(network);
        for (const train::PluginDeclaration& other : check.others) {
            print(other);
            print(other.options);
        }
    }
    // What is no input at all exits as any other; what it was asked to find out, as a check that does not hold.
    if (!check.is_good()) program.errors(errors_of(check, file), check.errors.empty() ? 1 : 2);
}

}  // namespace

void report_plugin(Program& program, const std::string& file, bool json) {
    run::ChildStart start;
    start.program = "/proc/self/exe";
    start.arguments = {"plugin", "check", "--inside", file};
    if (json) start.arguments.emplace_back("--json");
    start.variables = run::environment_with({});
    start.descriptors = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
    auto child = run::ChildProcess::start(start);
    if (!child) return program.error(system_error("the check cannot be started", file, child.error()), 1);
    const auto begun = std::chrono::steady_clock::now();
    while (!child->has_ended()) {
        if (std::chrono::steady_clock::now() - begun > longest_check) {
            child->signal_group(SIGKILL);
            return program.error(
                plugin_error(file, fmt::format("did not come back within {} s", longest_check.count())), 1);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    const int status = child->wait();
    const bool is_answer = WIFEXITED(status) && WEXITSTATUS(status) >= checked;
    if (is_answer) program.exit_code = WEXITSTATUS(status) - checked;
    else program.error(plugin_error(file, "the process that loaded it " + run::describe_end(status)), 1);
}

void report_plugin_inside(Program& program, const std::string& file, bool json) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    look_at(program, file, json);
    program.exit_code += checked;
}

void report_plugin_options(Program& program, const std::string& file, bool json) {
    if (const auto trusted = train::require_trusted(file); !trusted) return program.error(trusted.error());
    const auto declarations = inspect_plugin("/proc/self/exe", file);
    if (!declarations) return program.error(declarations.error());
    if (json) {
        std::cout << dump_json(train::to_json(*declarations), 2) << '\n';
        return;
    }
    for (const train::PluginDeclaration& one : *declarations) {
        print(one);
        print(train::options_in_config(one));
    }
}

void report_plugin_options_inside(Program& program, const std::string& file, bool) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    Services services;
    const auto engine = services.engine();
    if (!engine) return program.error(engine.error(), 1);
    if ((*engine)->plugin_declarations == nullptr)
        return program.error(Error{"this training engine looks at no plug-ins", "check LATHE_ENGINE"}, 1);
    const auto declarations = (*engine)->plugin_declarations(file);
    const Json answer =
        declarations ? Json{{"declarations", train::to_json(*declarations)}}
                     : Json{{"error", declarations.error().what +
                                          (declarations.error().hint.empty() ? "" : "; " + declarations.error().hint)}};
    std::cout << dump_json(answer) << std::endl;
}

}  // namespace lathe::ctl
