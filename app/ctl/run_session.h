// SPDX-License-Identifier: GPL-3.0-or-later
// A session from start to end, as `run`, `tune` and `resume` show it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "app/ctl/commands.h"
#include "app/services.h"
#include "core/run/session.h"

namespace lathe::ctl {

class StopSignals;

// How a session ended; the exit code is the program's.
struct SessionEnd {
    Errors refused;                // why there was none
    std::filesystem::path folder;  // of the study
    run::SessionState state = run::SessionState::idle;
    bool by_signal = false;
    std::string message;  // why it failed or stopped
};

using MadeSession = tl::expected<std::unique_ptr<run::Session>, Errors>;
using MakeSession = std::function<MadeSession(Services& services)>;

// A session that goes on with a study, which has passed the preflight; `engine` as Session::resume() has it.
MadeSession resume_session(const std::filesystem::path& study_folder, Services& services,
                           std::optional<search::EngineKind> engine = {});

// The command by which a study goes on that has stopped or failed.
using GoOn = std::function<std::string(const run::SessionStatus& status)>;
std::string resume_command(const run::SessionStatus& status);

// What of its results stands on stdout: sentences, or one JSON document.
enum class Results : std::uint8_t { text, json };

// Runs the session that `make` gives with SIGINT, SIGTERM and SIGHUP taken care of. Shows the progress on stderr and
// the results on stdout; sets the exit code: 0 done, 1 the work failed, 2 it was
// refused, 130, 143 and 129 after a signal. No other thread may have been started.
SessionEnd run_session(Program& program, Results results, const MakeSession& make, const GoOn& go_on = resume_command);

// Shows the progress on stderr until the session is over; a signal stops it.
void watch_session(run::Session& session, const StopSignals& signals);

}  // namespace lathe::ctl
