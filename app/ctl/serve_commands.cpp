// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl serve, job, install-on: this machine for a client elsewhere, and another machine made ready for that.
#include <pthread.h>
#include <signal.h>
#include <unistd.h>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/install_on.h"
#include "core/base/files.h"
#include "core/remote/job_supervisor.h"
#include "core/remote/server.h"

namespace lathe::ctl {

namespace {

constexpr const char* this_program = "/proc/self/exe";

fs::path home_folder() {
    const char* home = std::getenv("HOME");
    return home != nullptr && *home != '\0' ? fs::path(home) : fs::current_path();
}

void serve(Program& program) {
    sigset_t broken_pipe;
    ::sigemptyset(&broken_pipe);
    ::sigaddset(&broken_pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);  // a client that goes is an end like any other
    const int in = ::dup(STDIN_FILENO);
    const int out = ::dup(STDOUT_FILENO);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);  // libraries that print must not disturb the talk
    remote::Server server(remote::Wire(in, out), this_program, home_folder());
    if (const auto done = server.run(); !done) program.error(done.error());
}

}  // namespace

void add_serve_commands(CLI::App& app, Program& program) {
    auto* serving = app.add_subcommand("serve",
                                       "Serve a workspace of this machine to a client elsewhere, over standard "
                                       "streams; ssh starts it");
    serving->callback([&program] { serve(program); });

    // Not for people: `serve` starts it, so that a command outlives the connection.
    auto* job = app.add_subcommand("job", "A command of a client elsewhere")->group("");
    const auto folder = std::make_shared<std::string>();
    job->add_option("--folder", *folder, "Of the job")->required();
    job->callback([&program, folder] {
        if (const auto done = remote::supervise_job(*folder, this_program); !done) program.error(done.error(), 1);
    });

    auto* installing = app.add_subcommand("install-on", "Copy this lathectl to another machine, over ssh");
    const auto options = std::make_shared<InstallOptions>();
    installing->add_option("HOST", options->host, "[USER@]HOST, as ssh has it")->required();
    installing
        ->add_option("--from", options->from,
                     "An unpacked folder (cmake --install BUILD --prefix DIR) or a .deb; "
                     "what this program was installed in unless given")
        ->type_name("DIR");
    installing->add_flag("--yes", options->yes, "Do not ask");
    installing->callback([&program, options] { install_on(program, *options); });
}

}  // namespace lathe::ctl
