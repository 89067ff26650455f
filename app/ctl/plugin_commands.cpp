// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl new KIND NAME, new experiment --from SCRIPT, trust PATH, plugin check|options FILE: code of one's own.
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/ctl/bundle_commands.h"
#include "app/ctl/commands.h"
#include "app/ctl/new_experiment.h"
#include "app/ctl/new_project.h"
#include "app/ctl/plugin_report.h"
#include "app/ctl/templates.h"
#include "core/base/json.h"
#include "core/base/trust_file.h"
#include "core/bundle/bundle.h"
#include "core/train/plugin/trust.h"

namespace lathe::ctl {

namespace {

struct PluginArguments {
    std::string path;
    bool list = false;
    bool remove = false;
    bool json = false;
    bool inside = false;
};

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
    for (const ProjectTemplate& one : project_templates) {
        const auto project = std::make_shared<NewProject>();
        project->kind = one.kind;
        auto* kind = start->add_subcommand(
            project->kind, "Write a project that builds a " + project->kind + " as a plug-in, and tests it");
        kind->add_option("NAME", project->name, "Its name: letters, digits and _")->required();
        kind->add_option("--folder", project->folder, "Where; a folder of its name unless given");
        kind->callback([&program, project] { new_project(program, *project); });
    }

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
    auto* check =
        plugin->add_subcommand("check", "Load it, list what it brings, and let each network learn from one batch");
    check->add_option("FILE", arguments->path, "A plug-in or a TorchScript file; it has to be trusted")->required();
    check->add_flag("--json", arguments->json, "Print one JSON document");
    check->add_flag("--inside", arguments->inside)->group("");  // what it starts for itself
    check->callback([&program, arguments] {
        const auto report = arguments->inside ? report_plugin_inside : report_plugin;
        report(program, arguments->path, arguments->json);
    });

    auto* options = plugin->add_subcommand("options", "The options of all that it brings, as they stand in a config");
    options->add_option("FILE", arguments->path, "A plug-in; it has to be trusted")->required();
    options->add_flag("--json", arguments->json, "Print one JSON document");
    options->add_flag("--inside", arguments->inside)->group("");  // what it starts for itself
    options->callback([&program, arguments] {
        const auto report = arguments->inside ? report_plugin_options_inside : report_plugin_options;
        report(program, arguments->path, arguments->json);
    });

    auto* trusted = app.add_subcommand("trust", "Allow code from a file or folder to be loaded");
    auto* path =
        trusted->add_option("PATH", arguments->path, "A plug-in or TorchScript file, a folder of them, or a bundle");
    auto* list = trusted->add_flag("--list", arguments->list, "Print what is trusted");
    auto* remove = trusted->add_flag("--remove", arguments->remove, "Trust it no longer");
    trusted->add_flag("--json", arguments->json, "Print the list as one JSON document")->needs(list);
    list->excludes(path, remove);
    trusted->callback([&program, arguments] { trust(program, *arguments); });
}

}  // namespace lathe::ctl
