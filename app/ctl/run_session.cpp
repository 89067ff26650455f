// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/run_session.h"

#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <mutex>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "app/ctl/preflight.h"
#include "app/ctl/progress.h"
#include "app/ctl/record_text.h"
#include "app/ctl/signals.h"
#include "app/ctl/stop_text.h"
#include "core/base/plural.h"
#include "core/base/shell.h"
#include "core/run/study_experiment.h"
#include "core/search/chosen_tuner.h"
#include "core/store/study_record.h"

namespace lathe::ctl {

namespace {

constexpr std::chrono::milliseconds redraw{100};  // at most ten times a second

}  // namespace

void watch_session(run::Session& session, const StopSignals& signals) {
    ProgressView view(::isatty(STDERR_FILENO) == 1);
    while (true) {
        std::this_thread::sleep_for(redraw);
        if (signals.exit_code() != 0) session.stop();  // again, in case it came before the start
        const auto status = session.status();
        view.update(status, session.mailbox().drain());
        if (run::is_over(status.state)) return;
    }
}

namespace {

std::string objective_of(const store::TrialRecord& trial) {
    return trial.objective ? short_number(*trial.objective) : "-";
}

void print_one(const store::TrialRecord& trial) {
    fmt::print("{}  {}  {}, {}\n", search::name_of(trial.state), trial.device, counted(trial.steps, "step"),
               counted(trial.epochs, "epoch"));
    if (!trial.metrics.is_dict()) return;
    for (const auto& [name, value] : trial.metrics.as_dict())
        fmt::print("  {:<12} {}\n", name,
                   value.is_number() ? short_number(value.as_number()) : config::to_yaml_inline(value));
}

void print_search(const store::StudyRecord& study) {
    fmt::print("{:>5}  {:<13}  {:>12}  parameters\n", "trial", "state",
               study.metric.empty() ? "objective" : study.metric);
    for (const auto& trial : study.trials)
        fmt::print("{:>5}  {:<13}  {:>12}  {}\n", trial.number, search::name_of(trial.state), objective_of(trial),
                   dump_json(config::to_json(trial.params)));
    std::string chosen;
    for (const auto& trial : study.trials) {
        const auto [tuner, reason] = search::chosen_tuner(trial.note);
        if (!tuner.empty() && tuner != chosen)
            fmt::print("{} chose from trial {} on: {}\n", tuner, trial.number, reason);
        if (!tuner.empty()) chosen = tuner;
    }
    if (!study.objectives.empty()) fmt::print("Pareto front: {}\n", front_text(study));
    else if (const auto* best = study.best())
        fmt::print("best: trial {}, {} {}\n", best->number, study.metric, objective_of(*best));
    if (const auto* nearest = study.nearest_to_feasible())
        fmt::print("no trial keeps the constraints; nearest is trial {}, which breaks {}\n", nearest->number,
                   study.broken_by(*nearest));
}

void print_results(const run::SessionStatus& status, Results results) {
    const auto study = store::read_study(status.folder);
    if (!study) {
        std::cerr << "error: " << study.error().str() << '\n';
        return;
    }
    if (results == Results::json) {
        std::cout << dump_json(store::to_json(*study), 2) << std::endl;
        return;
    }
    if (study->is_search) print_search(*study);
    else if (!study->trials.empty()) print_one(study->trials.front());
    fmt::print("record: {}\n", status.folder.string());
    std::fflush(stdout);
}

// A study that came to its end has done its work; the trials that failed have not.
void say_failed(Program& program, const run::SessionStatus& status) {
    const auto is_failed = [](const run::TrialStatus& trial) { return trial.state == search::TrialState::failed; };
    const auto failed = std::ranges::count_if(status.trials, is_failed);
    if (failed == 0) return;
    std::cerr << fmt::format("error: {} of {} failed; see `lathectl show {}`\n", failed,
                             counted(status.trials.size(), "trial"), status.folder.string());
    program.exit_code = 1;
}

SessionEnd show_session(Program& program, run::Session& session, const StopSignals& signals, Results results,
                        const GoOn& go_on) {
    std::size_t said = 0;
    const auto say_notices = [&](const std::vector<std::string>& notices) {
        for (; said < notices.size(); ++said) std::cerr << "warning: " << notices[said] << '\n';
    };
    say_notices(session.status().notices);
    session.start();
    watch_session(session, signals);
    const auto state = session.wait();
    const auto status = session.status();
    say_notices(status.notices);
    print_results(status, results);
    if (state == run::SessionState::finished) {
        if (!status.message.empty()) std::cerr << status.message << '\n';
        say_failed(program, status);
    } else if (state == run::SessionState::stopped) {
        std::cerr << status.message << ": " << go_on(status) << '\n';
        program.exit_code = signals.exit_code() != 0 ? signals.exit_code() : 1;
    } else {
        std::cerr << "error: " << status.message << "\nto go on with it: " << go_on(status) << '\n';
        program.exit_code = 1;
    }
    return {{}, status.folder, state, signals.exit_code() != 0, status.message};
}

}  // namespace

MadeSession resume_session(const std::filesystem::path& study_folder, Services& services,
                           std::optional<search::EngineKind> engine) {
    if (auto experiment = run::load_study_experiment(study_folder, Services::catalog())) {
        if (engine) experiment->search.engine.kind = *engine;
        if (auto mistakes = preflight_errors(*experiment, services); !mistakes.empty())
            return tl::make_unexpected(std::move(mistakes));
    }
    return run::Session::resume(study_folder, services.run(), engine);
}

std::string resume_command(const run::SessionStatus& status) {
    return "lathectl resume " + shell_quoted(status.folder.string());
}

SessionEnd run_session(Program& program, Results results, const MakeSession& make, const GoOn& go_on) {
    Services services;  // first: it outlives the session
    std::mutex mutex;
    std::unique_ptr<run::Session> session;
    bool stop_early = false;
    std::string stops;  // when a stop takes effect, as soon as that is known
    // The signals' thread comes before every other.
    StopSignals signals([&] {
        const std::lock_guard lock(mutex);
        std::cerr << "stopping" << stops << "; again to quit at once" << std::endl;
        stop_early = true;
        services.stop_checks();
        if (session) session->stop();
    });
    auto made = make(services);
    if (!made) {
        program.errors(made.error());
        const bool by_signal = signals.exit_code() != 0;
        if (by_signal) program.exit_code = signals.exit_code();
        return {std::move(made.error()), {}, run::SessionState::idle, by_signal, {}};
    }
    {
        const std::lock_guard lock(mutex);
        session = std::move(*made);
        stops = " " + stop_text_of_study(session->status().folder, Services::catalog());
        if (stop_early) session->stop();
    }
    const auto end = show_session(program, *session, signals, results, go_on);
    const std::lock_guard lock(mutex);
    session.reset();
    return end;
}

}  // namespace lathe::ctl
