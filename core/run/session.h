// SPDX-License-Identifier: GPL-3.0-or-later
// One study being run: asks the tuner, leases devices, runs trials on background threads, keeps the record.
//
// Every method may be called from any thread and returns at once, except wait() and the destructor.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/run/mailbox.h"
#include "core/run/session_services.h"
#include "core/run/session_status.h"
#include "core/search/experiment.h"
#include "core/search/purpose.h"

namespace lathe::run {

// A study while this process runs it.
class Session {
  public:
    // A new study folder in `workspace`; of the name `reserved`, which Workspace::reserve_study() gave, unless that is
    // empty.
    static Result<std::unique_ptr<Session>> create(search::Experiment experiment, search::Purpose kind,
                                                   const std::filesystem::path& workspace,
                                                   const SessionServices& services, const std::string& reserved = {});
    // Goes on with a study after a stop or a crash. Refused while another process holds the folder, and with
    // every mistake of an experiment.yaml that was edited since. `engine`: the study's own from now on; nullopt: as it
    // says itself.
    static tl::expected<std::unique_ptr<Session>, Errors> resume(const std::filesystem::path& study_folder,
                                                                 const SessionServices& services,
                                                                 std::optional<search::EngineKind> engine = {});
    ~Session();  // stops and waits

    // Begins, or goes on after a stop or an end.
    void start();
    // Trials wait at their next batch, and keep their devices; no more are started.
    void pause();
    // Trials go on where they waited.
    void unpause();
    // Stops the trials at their next batch; what ran stays resumable.
    void stop();
    // Asks for no more trials, and ends after those that run; false: it goes on after all.
    void stop_after_running(bool wanted = true);
    // Ends one trial that runs or waits, as USER_CANCELED; the session goes on.
    void cancel_trial(int number);
    // Runs next. `clone_of`: the trial that a person made it from.
    void add_trial(space::Params params, std::optional<int> clone_of = {});
    // Runs each failed trial once more, as a new trial with the same parameters, behind those that wait.
    void rerun_failed();
    // Also starts a study again that has ended, where the new limits leave it more to do.
    void set_limits(const Limits& limits);

    // A copy of the newest state, which may lag a moment behind what was asked for.
    SessionStatus status() const;
    // The mailbox in which points and lines of log wait for the window; lives as long as the session.
    Mailbox& mailbox();
    // Waits until all that was asked for before is done, and nothing runs; gives the state it came to.
    SessionState wait();

  private:
    class Impl;
    explicit Session(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace lathe::run
