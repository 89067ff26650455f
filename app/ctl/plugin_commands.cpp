// lathectl new module NAME, new experiment --from SCRIPT, trust PATH, plugin check FILE: code of one's own.
#include <algorithm>
#include <cctype>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/ctl/bundle_commands.h"
#include "app/ctl/commands.h"
#include "app/ctl/new_experiment.h"
#include "app/ctl/plugin_report.h"
#include "app/ctl/templates.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/trust_file.h"
#include "core/bundle/bundle.h"
#include "core/train/plugin/trust.h"

namespace lathe::ctl {

namespace {

struct PluginArguments {
    std::string name;
    std::string folder;
    std::string path;
    bool list = false;
    bool remove = false;
    bool json = false;
    bool inside = false;
};

std::string fill(std::string_view text, const std::string& name) {
    constexpr std::string_view mark = "@NAME@";
    std::string filled(text);
    for (std::size_t at = filled.find(mark); at != std::string::npos; at = filled.find(mark, at + name.size()))
        filled.replace(at, mark.size(), name);
    return filled;
}

bool is_identifier(const std::string& name) {
    const auto word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), word) &&
           std::isdigit(static_cast<unsigned char>(name.front())) == 0;
}

void new_module(Program& program, const PluginArguments& arguments) {
    const std::string& name = arguments.name;
    if (!is_identifier(name))
        return program.error(Error{"'" + name + "' is no name for a module", "use letters, digits and _, e.g. my_net"});
    const fs::path folder = arguments.folder.empty() ? fs::path(name) : fs::path(arguments.folder);
    std::error_code code;
    if (fs::exists(folder, code) && !fs::is_empty(folder, code)) {
        Error error{"the folder is not empty", "choose another name, or give --folder"};
        error.file = folder.string();
        return program.error(error);
    }
    auto done = make_folders(folder)
                    .and_then([&] {
                        return write_file_atomically(folder / "CMakeLists.txt", fill(module_cmake_template, name));
                    })
                    .and_then([&] {
                        return write_file_atomically(folder / (name + ".cpp"), fill(module_source_template, name));
                    })
                    .and_then([&] {
                        return write_file_atomically(folder / (name + ".yaml"), fill(module_experiment_template, name));
                    });
    if (!done) return program.error(done.error(), 1);
    std::cout << (folder / "CMakeLists.txt").string() << '\n'
              << (folder / (name + ".cpp")).string() << '\n'
              << (folder / (name + ".yaml")).string() << '\n';
    std::cerr << "its CMakeLists.txt says how to build and run it\n";
}

void list_trusted(Program& program, bool json) {
    const auto lines = trusted_lines();  // paths, and bundles by their ids
    if (!lines) return program.error(lines.error(), 1);
    Json names = Json::array();
    for (const std::string& line : *lines) {
        if (json) names.push_back(line);
        else std::cout << line << '\n';
    }
    if (json) std::cout << dump_json(names) << '\n';
}

void trust(Program& program, const PluginArguments& arguments) {
    if (arguments.list) return list_trusted(program, arguments.json);
    if (arguments.path.empty())
        return program.error(Error{"no path is given", "lathectl trust PATH, or lathectl trust --list"});
    if (bundle::is_bundle_name(arguments.path)) return trust_bundle_file(program, arguments.path, arguments.remove);
    const auto done = arguments.remove ? train::distrust(arguments.path) : train::trust(arguments.path);
    if (!done) program.error(done.error());
}

}  // namespace

void add_plugin_commands(CLI::App& app, Program& program) {
    const auto arguments = std::make_shared<PluginArguments>();
    auto* start = app.add_subcommand("new", "Start something of your own");
    start->require_subcommand(1);
    auto* module = start->add_subcommand("module", "Write a project that builds a network as a plug-in");
    module->add_option("NAME", arguments->name, "Its name: letters, digits and _")->required();
    module->add_option("--folder", arguments->folder, "Where; a folder of its name unless given");
    module->callback([&program, arguments] { new_module(program, *arguments); });

    const auto wanted = std::make_shared<NewExperiment>();
    auto* experiment = start->add_subcommand("experiment", "Write an experiment whose config is what a script takes");
    experiment
        ->add_option("--from", wanted->script,
                     "FILE.py, or FILE.py:NAME of a dataclass, a parser or a function in it; it has to be trusted")
        ->required();
    experiment->add_option("--command", wanted->command, "How a trial is started; python3 FILE.py unless given");
    experiment->add_option("-o,--output", wanted->output, "The file; standard output unless given");
    experiment->callback([&program, wanted] { new_experiment(program, *wanted); });

    auto* plugin = app.add_subcommand("plugin", "Code of your own that Lathe loads");
    plugin->require_subcommand(1);
    auto* check = plugin->add_subcommand("check", "Load it, list its networks, and let each learn from one batch");
    check->add_option("FILE", arguments->path, "A plug-in or a TorchScript file; it has to be trusted")->required();
    check->add_flag("--json", arguments->json, "Print one JSON document");
    check->add_flag("--inside", arguments->inside)->group("");  // what it starts for itself
    check->callback([&program, arguments] {
        const auto report = arguments->inside ? report_plugin_inside : report_plugin;
        report(program, arguments->path, arguments->json);
    });

    auto* trusted = app.add_subcommand("trust", "Allow code from a file or folder to be loaded");
    trusted->add_option("PATH", arguments->path, "A plug-in or TorchScript file, a folder of them, or a bundle");
    trusted->add_flag("--list", arguments->list, "Print what is trusted");
    trusted->add_flag("--remove", arguments->remove, "Trust it no longer");
    trusted->add_flag("--json", arguments->json, "Print the list as one JSON document");
    trusted->callback([&program, arguments] { trust(program, *arguments); });
}

}  // namespace lathe::ctl
