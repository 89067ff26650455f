// How a trial is run: on a thread of this process, or in a process of its own. The seam between the session, which
// decides, and those who execute.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/run/trial_body.h"

namespace lathe::run {

// All that a trial needs to start.
struct TrialJob {
    int number = 0;
    std::filesystem::path folder;  // exists, with config.yaml
    config::Value config;          // resolved
    device::DeviceId device;
    bool resume = false;
};

// How it ended; exactly one of the three is set.
struct TrialEnd {
    std::optional<TrialOutcome> outcome;
    std::string failure;  // FAILED, and why
    // Not the trial's own fault: its record cannot be written, or the engine cannot be loaded. It stays resumable, and
    // the session stops.
    std::optional<Error> session_error;
};

// Told about a running trial. Any thread.
class TrialListener {
  public:
    virtual ~TrialListener() = default;
    // All metrics of one validation; a reason means: stop now.
    virtual std::optional<std::string> on_report(int trial, std::int64_t step,
                                                 const std::map<std::string, double>& metrics) = 0;
    // The last call for this trial; the RunningTrial may be destroyed from now on (by another thread than the
    // caller's).
    virtual void on_end(int trial, TrialEnd end) = 0;
};

// Its destructor stops the trial and waits for it.
class RunningTrial {
  public:
    virtual ~RunningTrial() = default;
    virtual void request_stop() = 0;  // at the next batch
    virtual void set_paused(bool paused) = 0;
    std::shared_ptr<const Progress> progress() const { return progress_; }

  protected:
    std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
};

class Executor {
  public:
    virtual ~Executor() = default;
    // Never fails at once: what goes wrong is told through on_end. `listener` outlives the running trial.
    virtual std::unique_ptr<RunningTrial> start(TrialJob job, TrialListener& listener) = 0;
};

using BodyMaker = std::function<Result<std::unique_ptr<TrialBody>>()>;

// Makes a body and runs it on this thread. Whatever it throws becomes a failure with a sentence.
TrialEnd run_body(const BodyMaker& make_body, TrialContext& context);

class Mailbox;

// Trials as threads of this process. `mailbox` gets their newest metrics and outlives the executor.
std::unique_ptr<Executor> make_thread_executor(BodyMaker make_body, Mailbox& mailbox);

}  // namespace lathe::run
