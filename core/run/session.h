// One study being run: asks the tuner, leases devices, runs trials on background threads, keeps the record.
//
// Every method may be called from any thread and returns at once, except wait() and the destructor.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/device/device.h"
#include "core/run/mailbox.h"
#include "core/run/trial_body.h"
#include "core/search/experiment.h"
#include "core/store/study_record.h"

namespace lathe::run {

// What the session needs of the rest of the program; outlives it.
struct Services {
    const config::Catalog* catalog = nullptr;
    device::Inventory* inventory = nullptr;
    // Makes the body of one trial; called on the trial's thread (the first call may load LibTorch).
    std::function<Result<std::unique_ptr<TrialBody>>()> make_body;
    std::string worker_program;  // lathectl, for trials in processes of their own; empty: threads only
};

struct Limits {
    int max_trials = 1;
    int concurrency = 1;
    std::optional<std::chrono::milliseconds> max_duration;
};

enum class SessionState : std::uint8_t { idle, running, paused, stopping, finished, stopped, failed };

// One row of the trial table.
struct TrialStatus {
    int number = 0;
    search::TrialState state = search::TrialState::waiting;
    space::Params params;
    std::string device;
    std::string waiting_for;  // why a WAITING trial waits
    std::optional<double> objective;
    std::vector<double> objectives;  // of several, as SessionStatus names them; NaN: not reported; else empty
    std::string error;
    std::optional<Time> start;
    std::optional<Time> end;
    std::int64_t step = 0;
    std::int64_t total_steps = 0;
    std::int64_t epoch = 0;
    std::int64_t total_epochs = 0;
    double steps_per_second = 0;
    std::chrono::milliseconds elapsed{0};
    std::optional<std::chrono::milliseconds> remaining;
};

struct SessionStatus {
    SessionState state = SessionState::idle;
    std::filesystem::path folder;
    std::vector<TrialStatus> trials;
    Limits limits;
    std::string metric;
    search::Mode mode = search::Mode::minimize;
    std::vector<search::Objective> objectives;  // of several, the first included; else empty
    std::optional<int> best_trial;              // by the first objective
    std::vector<int> pareto_front;  // of several objectives: numbers of the trials that no other beats in all of them
    std::chrono::milliseconds elapsed{0};
    std::optional<std::chrono::milliseconds> remaining;
    std::string message;               // why it failed or stopped
    std::vector<std::string> notices;  // what a person should know of a study that was taken up again
    std::uint64_t version = 0;         // changes whenever anything but progress does
};

class Session {
  public:
    // A new study folder in `workspace`. `search` false: one trial with the config as it is (lathectl run).
    static Result<std::unique_ptr<Session>> create(search::Experiment experiment, bool search,
                                                   const std::filesystem::path& workspace, const Services& services);
    // Goes on with a study after a stop or a crash. Refused while another process holds the folder, and with
    // every mistake of a space that was edited since.
    static tl::expected<std::unique_ptr<Session>, Errors> resume(const std::filesystem::path& study_folder,
                                                                 const Services& services);
    ~Session();  // stops and waits

    void start();
    void pause();
    void unpause();
    void stop();                           // at the next batch; what ran stays resumable
    void stop_after_running();             // asks for no more trials
    void cancel_trial(int number);         // USER_CANCELED
    void add_trial(space::Params params);  // clone and edit; runs next
    void rerun_failed();
    void set_limits(const Limits& limits);

    SessionStatus status() const;
    Mailbox& mailbox();
    // Called on a session thread after every change of state of a trial or of the session; must return quickly.
    void on_change(std::function<void()> callback);
    SessionState wait();

  private:
    struct Impl;
    explicit Session(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace lathe::run
