// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl run, tune, resume, devices.
#include <unistd.h>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/device_table.h"
#include "app/ctl/experiment_arguments.h"
#include "app/ctl/on_end.h"
#include "app/ctl/preflight.h"
#include "app/ctl/record_target.h"
#include "app/ctl/run_session.h"
#include "app/services.h"
#include "core/base/plural.h"
#include "core/base/shared_blocks.h"
#include "core/run/changed_script.h"
#include "core/run/slurm/folder_worker.h"
#include "core/run/worker.h"

namespace lathe::ctl {

namespace {

// Runs the session, and then what the person wants to be done at its end.
void run_and_tell(Program& program, const ExperimentArguments& arguments, const MakeSession& make) {
    const auto on_end = OnEnd::parse(arguments.on_end);
    if (!on_end) return program.error(on_end.error());
    const SessionEnd end = run_session(program, arguments.json ? Results::json : Results::text, make);
    if (end.folder.empty()) return;
    // What was to be done is done; that nobody was told of it does not undo it.
    if (const auto told = on_end->run(end.folder); !told) std::cerr << "warning: " << told.error().str() << '\n';
}

void start_new(Program& program, const ExperimentArguments& arguments, std::optional<search::Purpose> purpose) {
    auto experiment = load_experiment_to_run(program, arguments, purpose);
    if (!experiment) return program.errors(experiment.error());
    run_and_tell(program, arguments, [&](Services& services) -> MadeSession {
        auto mistakes = preflight_errors(*experiment, services);
        if (!mistakes.empty()) return tl::make_unexpected(std::move(mistakes));
        const auto kind = experiment->purpose;
        // Of a study that is run again.
        const auto with =
            services.run_with(run::changed_script(fs::path(experiment->source).parent_path(), *experiment));
        auto session = run::Session::create(std::move(*experiment), kind, program.workspace, with);
        if (!session) return tl::make_unexpected(Errors{session.error()});
        return std::move(*session);
    });
}

void resume(Program& program, const ExperimentArguments& arguments) {
    const auto folder = find_record(program, arguments.target);
    if (!folder) return program.error(folder.error());
    run_and_tell(program, arguments, [&](Services& services) -> MadeSession {
        auto session = resume_session(*folder, services, wanted_engine(arguments));
        if (!session || !has_limits(arguments)) return session;
        const auto status = (*session)->status();
        const auto begun = static_cast<int>(status.trials.size());
        if (arguments.trials && *arguments.trials < begun)
            return tl::make_unexpected(Errors{Error{"--trials " + std::to_string(*arguments.trials) +
                                                        ": the study has " + counted(begun, "trial") + " already",
                                                    "give " + std::to_string(begun) + " or more"}});
        run::Limits limits = status.limits;
        if (const auto done = set_limits(limits, arguments); !done) return tl::make_unexpected(Errors{done.error()});
        (*session)->set_limits(limits);
        return session;
    });
}

// One trial as a job of Slurm's, for a session that may be on another machine.
void run_job(Program& program, const std::string& folder) {
    Services services;
    const auto code = run::slurm::run_folder_worker(folder, services.run());
    if (!code) return program.error(code.error());
    program.exit_code = *code;
}

// Not for people: a session starts it and talks to it over its standard input and output.
void add_worker_command(CLI::App& app, Program& program) {
    auto* worker = app.add_subcommand("worker", "Trials of a session")->group("");
    const auto folder = std::make_shared<std::string>();
    worker->add_option("--folder", *folder, "The folder of a trial that is a job of a cluster");
    const auto data = std::make_shared<int>(-1);
    worker->add_option("--data", *data, "The descriptor of the memory that the session's workers share their data in");
    worker->callback([&program, folder, data] {
        if (!folder->empty()) return run_job(program, *folder);
        if (*data >= 0) SharedBlocks::set_of_process(std::make_unique<SharedBlocks>(*data));
        const int socket = ::dup(STDIN_FILENO);
        ::dup2(STDERR_FILENO, STDOUT_FILENO);  // libraries that print must not disturb the talk
        Services services;
        program.exit_code = run::run_worker(services.run().make_body, socket);
    });
}

}  // namespace

void add_run_commands(CLI::App& app, Program& program) {
    const auto arguments = std::make_shared<ExperimentArguments>();
    auto* run = app.add_subcommand("run", "Train once: fit, validate, test; or run a study or a trial again");
    add_experiment(*run, *arguments, "Changes to its config: opt.lr=1e-3, +a.b=1, ~c");
    add_on_end(*run, arguments->on_end);
    run->callback([&program, arguments] { start_new(program, *arguments, std::nullopt); });

    auto* tune = app.add_subcommand("tune", "Search over the experiment's space");
    add_experiment(*tune, *arguments,
                   "Changes to its config: opt.lr=1e-3, +a.b=1, ~c; and what to search over: opt.lr=1e-3,1e-2, "
                   "KEY=choice(A,B), KEY=range(START,STOP,STEP), KEY=interval(LOW,HIGH), "
                   "KEY=tag(log,interval(LOW,HIGH))");
    add_limits(*tune, *arguments);
    add_on_end(*tune, arguments->on_end);
    tune->callback([&program, arguments] { start_new(program, *arguments, search::Purpose::search); });

    auto* again = app.add_subcommand("resume", "Go on with a study after a stop or a crash");
    again
        ->add_option("STUDY_DIR", arguments->target, "The study's folder, its name in the workspace, or a bundle of it")
        ->required();
    add_limits(*again, *arguments);
    add_engine(*again, *arguments);
    add_on_end(*again, arguments->on_end);
    again->add_flag("--json", arguments->json, "Print the results as one JSON document");
    again->callback([&program, arguments] { resume(program, *arguments); });

    add_worker_command(app, program);

    auto* devices = app.add_subcommand("devices", "What can train here, and why not");
    devices->add_flag("--json", arguments->json, "Print one JSON document");
    devices->callback([arguments] {
        Services services;
        print_devices(services, arguments->json);
    });
}

}  // namespace lathe::ctl
