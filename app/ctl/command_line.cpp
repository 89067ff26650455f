// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command_line.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/completion.h"
#include "app/ctl/manual.h"
#include "app/ctl/remote_arguments.h"
#include "app/ctl/remote_command.h"
#include "app/ctl/usage_error.h"
#include "app/ctl/workspace_option.h"
#include "app/services.h"

namespace lathe::ctl {

namespace {

// What the shells ask for (packaging/completions): "complete -- WORDS", where WORDS may be anything.
bool is_completion(const std::vector<std::string>& words) {
    return words.size() >= 2 && words[0] == "complete" && words[1] == "--";
}

int run_here(Program& program, int argc, char** argv) {
    CLI::App app("Train networks, search over their options and look at what came out, without a window.", "lathectl");
    app.set_version_flag("--version", "lathectl " LATHE_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    add_workspace(app, program.workspace, "Folder of the studies, also ssh://HOST/PATH")->capture_default_str();
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
    add_use_commands(app, program);
#endif
    add_record_commands(app, program);
    add_report_command(app, program);
    add_mark_commands(app, program);
    add_config_commands(app, program);
    add_space_commands(app, program);
    add_reproduce_command(app, program);
    add_importance_command(app, program);
    add_exchange_commands(app, program);
    add_follow_commands(app, program);
    add_serve_commands(app, program);
    add_manual_command(app);
    const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    if (is_completion(words)) {
        for (const auto& one : completions(app, *program.catalog, {words.begin() + 2, words.end()}))
            std::printf("%s\n", one.c_str());
        return 0;
    }
    if (const auto forgotten = forgotten_value(app, words); !forgotten.empty()) {
        std::fprintf(stderr, "error: %s\n", forgotten.c_str());
        return 2;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return app.exit(problem);  // --help, --version
        std::fprintf(stderr, "error: %s\n", usage_error(app, words, problem).c_str());
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
