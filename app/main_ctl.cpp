// lathectl: everything that the window can do to an experiment, without a window.
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/services.h"

int main(int argc, char** argv) {
    lathe::Services::prepare_environment();
    lathe::ctl::Program program;
    program.catalog = &lathe::Services::catalog();

    CLI::App app("Train networks, search over their options and look at what came out, without a window.", "lathectl");
    app.set_version_flag("--version", "lathectl " LATHE_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--workspace", program.workspace, "Folder of the studies")->capture_default_str();
    lathe::ctl::add_run_commands(app, program);
    lathe::ctl::add_record_commands(app, program);
    lathe::ctl::add_config_commands(app, program);
    lathe::ctl::add_space_commands(app, program);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return app.exit(problem);  // --help, --version
        std::fprintf(stderr, "error: %s; see `lathectl --help`\n", problem.what());
        return 2;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "error: %s\n", problem.what());
        return 1;
    }
    return program.exit_code;
}
