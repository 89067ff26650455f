// lathectl run, tune, resume, devices.
#include <unistd.h>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/config_commands_set.h"
#include "app/ctl/device_table.h"
#include "app/ctl/preflight.h"
#include "app/ctl/record_target.h"
#include "app/ctl/run_session.h"
#include "app/ctl/signals.h"
#include "app/services.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/bundle/bundle.h"
#include "core/bundle/unpack_for_run.h"
#include "core/run/study_experiment.h"
#include "core/run/worker.h"
#include "core/store/workspace.h"

namespace lathe::ctl {

namespace {

struct RunArguments {
    std::string target;  // the experiment, or the study's folder
    std::vector<std::string> overrides;
    std::string name;
    std::optional<int> trials;
    std::optional<int> concurrency;
    std::string duration;
    bool json = false;
};

using Session = tl::expected<std::unique_ptr<run::Session>, Errors>;

// Runs the session that `make` gives with SIGINT and SIGTERM taken care of; null: it has said why there is none. The
// signals' thread comes before every other.
template <class Make>
void with_session(Program& program, bool json, Make make) {
    Services services;  // first: it outlives the session
    std::mutex mutex;
    std::unique_ptr<run::Session> session;
    bool stop_early = false;
    StopSignals signals([&] {
        std::cerr << "stopping at the next batch; again to quit at once" << std::endl;
        const std::lock_guard lock(mutex);
        stop_early = true;
        services.stop_checks();
        if (session) session->stop();
    });
    Session made = make(services);
    if (!made) program.errors(made.error());
    if (!made || !*made) {  // and has said why
        if (signals.exit_code() != 0) program.exit_code = signals.exit_code();
        return;
    }
    {
        const std::lock_guard lock(mutex);
        session = std::move(*made);
        if (stop_early) session->stop();
    }
    show_session(program, *session, signals, json);
    const std::lock_guard lock(mutex);
    session.reset();
}

Result<void> set_limits(run::Limits& limits, const RunArguments& arguments) {
    if (arguments.trials) limits.max_trials = *arguments.trials;
    if (arguments.concurrency) limits.concurrency = *arguments.concurrency;
    if (arguments.duration.empty()) return {};
    const auto duration = parse_duration(arguments.duration);
    if (!duration) return fail(duration.error());
    limits.max_duration = *duration;
    return {};
}

// An experiment's file, the folder of a study or trial, or a bundle.
tl::expected<search::Experiment, Errors> load_target(const Program& program, const std::string& target,
                                                     const search::LoadOptions& options) {
    std::error_code code;
    if (bundle::is_bundle_name(target) && fs::is_regular_file(target, code)) {
        const auto experiment = bundle::unpack_for_run(target, program.workspace);
        if (!experiment) return tl::make_unexpected(Errors{experiment.error()});
        return load_target(program, experiment->string(), options);
    }
    if (!fs::is_directory(target, code) && !fs::is_directory(fs::path(program.workspace) / target, code))
        return search::load_experiment(target, *program.catalog, options);
    const auto folder = store::Workspace(program.workspace).find(target);
    if (!folder) return tl::make_unexpected(Errors{folder.error()});
    return run::load_to_run_again(*folder, *program.catalog, options);
}

// `purpose`: nullopt as the experiment says.
void start_new(Program& program, const RunArguments& arguments, std::optional<search::Purpose> purpose) {
    search::LoadOptions options{arguments.overrides, purpose};
    if (purpose == search::Purpose::search) options.sweeps = config::Sweeps::collect;
    auto experiment = load_target(program, arguments.target, options);
    if (!experiment) return program.errors(experiment.error());
    say_dropped(experiment->dropped);
    if (!arguments.name.empty()) experiment->name = arguments.name;
    run::Limits limits{experiment->search.max_trials, experiment->search.concurrency, experiment->search.max_duration};
    if (const auto done = set_limits(limits, arguments); !done) return program.error(done.error());
    experiment->search.max_trials = limits.max_trials;
    experiment->search.concurrency = limits.concurrency;
    experiment->search.max_duration = limits.max_duration;
    with_session(program, arguments.json, [&](Services& services) -> Session {
        if (!passes_preflight(program, *experiment, services)) return Session();
        const auto kind = experiment->purpose;
        auto session = run::Session::create(std::move(*experiment), kind, program.workspace, services.run());
        if (!session) return tl::make_unexpected(Errors{session.error()});
        return std::move(*session);
    });
}

void resume(Program& program, const RunArguments& arguments) {
    const auto folder = find_record(program, arguments.target);
    if (!folder) return program.error(folder.error());
    with_session(program, arguments.json, [&](Services& services) -> Session {
        const auto experiment = run::load_study_experiment(*folder, *program.catalog);
        if (experiment && !passes_preflight(program, *experiment, services)) return Session();
        auto session = run::Session::resume(*folder, services.run());
        if (!session) return session;
        if (!arguments.trials && !arguments.concurrency && arguments.duration.empty()) return session;
        const auto status = (*session)->status();
        const auto begun = static_cast<int>(status.trials.size());
        if (arguments.trials && *arguments.trials < begun)
            return tl::make_unexpected(Errors{Error{"--trials " + std::to_string(*arguments.trials) +
                                                        ": the study has " + std::to_string(begun) + " trials already",
                                                    "give " + std::to_string(begun) + " or more"}});
        run::Limits limits = status.limits;
        if (const auto done = set_limits(limits, arguments); !done) return tl::make_unexpected(Errors{done.error()});
        (*session)->set_limits(limits);
        return session;
    });
}

// Not for people: a session starts it and talks to it over its standard input and output.
void add_worker_command(CLI::App& app, Program& program) {
    auto* worker = app.add_subcommand("worker", "Trials of a session")->group("");
    worker->callback([&program] {
        const int socket = ::dup(STDIN_FILENO);
        ::dup2(STDERR_FILENO, STDOUT_FILENO);  // libraries that print must not disturb the talk
        Services services;
        program.exit_code = run::run_worker(services.run().make_body, socket);
    });
}

void add_limits(CLI::App& command, RunArguments& arguments) {
    command.add_option("--trials", arguments.trials, "Most trials of the search")->check(CLI::PositiveNumber);
    command.add_option("--concurrency", arguments.concurrency, "Trials at once")->check(CLI::PositiveNumber);
    command.add_option("--duration", arguments.duration, "No trial starts after this time: 90s, 30m, 1.5h, 2d");
}

void add_experiment(CLI::App& command, RunArguments& arguments, const char* documentation) {
    command
        .add_option("EXPERIMENT", arguments.target,
                    "The experiment's YAML file, a bundle, or the folder of a study or trial: the same again")
        ->required();
    command.add_option("OVERRIDES", arguments.overrides, documentation)->type_name("KEY=VALUE");
    command.add_option("--name", arguments.name, "Name of the study; the experiment's unless given");
    command.add_flag("--json", arguments.json, "Print the results as one JSON document");
}

}  // namespace

void add_run_commands(CLI::App& app, Program& program) {
    const auto arguments = std::make_shared<RunArguments>();
    auto* run = app.add_subcommand("run", "Train once: fit, validate, test; or run a study or a trial again");
    add_experiment(*run, *arguments, "Changes to its config: opt.lr=1e-3, +a.b=1, ~c");
    run->callback([&program, arguments] { start_new(program, *arguments, std::nullopt); });

    auto* tune = app.add_subcommand("tune", "Search over the experiment's space");
    add_experiment(*tune, *arguments,
                   "Changes to its config: opt.lr=1e-3, +a.b=1, ~c; and what to search over: opt.lr=1e-3,1e-2, "
                   "KEY=choice(A,B), KEY=range(START,STOP,STEP), KEY=interval(LOW,HIGH), "
                   "KEY=tag(log,interval(LOW,HIGH))");
    add_limits(*tune, *arguments);
    tune->callback([&program, arguments] { start_new(program, *arguments, search::Purpose::search); });

    auto* again = app.add_subcommand("resume", "Go on with a study after a stop or a crash");
    again
        ->add_option("STUDY_DIR", arguments->target, "The study's folder, its name in the workspace, or a bundle of it")
        ->required();
    add_limits(*again, *arguments);
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
