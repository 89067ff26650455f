#include "app/ctl/command_line.h"

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/remote_arguments.h"
#include "app/ctl/remote_command.h"
#include "app/services.h"
#include "core/config/schema.h"

namespace lathe::ctl {

namespace {

// CLI11 says of a command that it does not know only that some command is missing.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
    const CLI::App* at = &app;
    for (int i = 1; i < argc && argv[i][0] != '-' && !at->get_subcommands({}).empty(); ++i) {
        std::vector<std::string> names;
        const CLI::App* next = nullptr;
        for (const CLI::App* command : at->get_subcommands({})) {
            if (command->get_name() == argv[i]) next = command;
            if (!command->get_group().empty()) names.push_back(command->get_name());  // the others are hidden
        }
        if (next == nullptr) {
            const std::string near = config::nearest_name(argv[i], names);
            return "unknown command '" + std::string(argv[i]) + "'" +
                   (near.empty() ? "" : "; did you mean '" + near + "'?");
        }
        at = next;
    }
    return {};
}

int run_here(Program& program, int argc, char** argv) {
    CLI::App app("Train networks, search over their options and look at what came out, without a window.", "lathectl");
    app.set_version_flag("--version", "lathectl " LATHE_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--workspace", program.workspace, "Folder of the studies, also ssh://HOST/PATH")
        ->capture_default_str();
    // Before the command it is taken out of the command line (remote_arguments.h), and does not come here.
    app.add_option("--on",
                   "Do it on that machine, over ssh; before the command, as are --with-data (an experiment that "
                   "is sent brings its data) and --detach (start, and do not wait)")
        ->type_name("HOST[:PATH]")
        ->check([](const std::string&) { return std::string("write it before the command: lathectl --on HOST ..."); });
    add_run_commands(app, program);
    add_queue_commands(app, program);
#ifdef LATHE_HAS_CATALOG
    add_find_commands(app, program);
    add_data_commands(app, program);
    add_plugin_commands(app, program);
#endif
    add_record_commands(app, program);
    add_mark_commands(app, program);
    add_config_commands(app, program);
    add_space_commands(app, program);
    add_reproduce_command(app, program);
    add_importance_command(app, program);
    add_exchange_commands(app, program);
    add_follow_commands(app, program);
    add_serve_commands(app, program);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return app.exit(problem);  // --help, --version
        const std::string unknown = unknown_command(app, argc, argv);
        std::fprintf(stderr, "error: %s; see `lathectl --help`\n", unknown.empty() ? problem.what() : unknown.c_str());
        return 2;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "error: %s\n", problem.what());
        return 1;
    }
    return program.exit_code;
}

}  // namespace

int run_command_line(int argc, char** argv) {
    Services::prepare_environment();
    Program program;
    program.catalog = &Services::catalog();
    const auto remote = RemoteArguments::parse({argv + 1, argv + argc});
    if (!remote) program.error(remote.error());
    else if (*remote) run_on_host(program, **remote);
    return !remote || *remote ? program.exit_code : run_here(program, argc, argv);
}

}  // namespace lathe::ctl
