#include "app/ctl/command_line.h"

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
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

}  // namespace

int run_command_line(int argc, char** argv) {
    Services::prepare_environment();
    Program program;
    program.catalog = &Services::catalog();

    CLI::App app("Train networks, search over their options and look at what came out, without a window.", "lathectl");
    app.set_version_flag("--version", "lathectl " LATHE_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--workspace", program.workspace, "Folder of the studies")->capture_default_str();
    add_run_commands(app, program);
    add_queue_commands(app, program);
#ifdef LATHE_HAS_CATALOG
    add_find_commands(app, program);
    add_data_commands(app, program);
    add_plugin_commands(app, program);
    add_use_commands(app, program);
#endif
    add_record_commands(app, program);
    add_config_commands(app, program);
    add_space_commands(app, program);
    add_reproduce_command(app, program);
    add_importance_command(app, program);
    add_exchange_commands(app, program);
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

}  // namespace lathe::ctl
