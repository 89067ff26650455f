// The inside of a session. One thread of its own, the scheduler, makes every change; the public methods leave it a
// command and return, and trials tell it of their end the same way. Only an intermediate report enters from a trial's
// thread. Three mutexes, never held together but state_ before queue_ or snapshot_:
//   state_     the study, the journal and the rows (the scheduler, and reports)
//   queue_     commands (anybody, for an instant)
//   snapshot_  what status() shows, so that a window never waits for a tuner or a disk
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/device/leases.h"
#include "core/run/effective.h"
#include "core/run/executor.h"
#include "core/run/session.h"
#include "core/run/stopwatch.h"
#include "core/search/study.h"
#include "core/store/journal.h"
#include "core/store/study_journal.h"
#include "core/store/study_lock.h"

namespace lathe::run {

struct Session::Impl final : TrialListener {
    // One trial. Its params, reports and state are the study's.
    struct Row {
        store::TrialRecord record;
        std::string waiting_for;
        std::optional<device::Lease> lease;
        std::unique_ptr<RunningTrial> running;
        std::shared_ptr<const Progress> progress;
        Stopwatch watch;
        bool cancel = false;  // a person canceled it
        bool resume = false;  // its folder holds an earlier part
    };
    struct ShownRow {
        TrialStatus status;
        std::shared_ptr<const Progress> progress;
        Stopwatch watch;
    };
    struct Shown {
        SessionStatus status;  // without its trials
        std::vector<ShownRow> rows;
        Stopwatch watch;
    };

    Impl(Effective effective_, std::filesystem::path folder_, const Services& services_, search::Study study_,
         store::Journal journal_, store::StudyLock lock_);
    ~Impl() override;

    // session.cpp: from any thread
    void post(std::function<void()> command);
    SessionState wait();
    SessionStatus status() const;

    // TrialListener, from trials' threads
    std::optional<std::string> on_report(int trial, std::int64_t step,
                                         const std::map<std::string, double>& metrics) override;
    void on_end(int trial, TrialEnd end) override;

    // scheduler.cpp: the scheduler's thread, with state_ held
    void loop();
    void step();
    void begin();          // start, or go on after a rest
    bool take_up_again();  // the lock, after a rest; false: somebody else has it
    void begin_stop();
    void set_paused(bool paused);
    bool may_ask() const;
    bool time_is_up() const;
    std::optional<int> next_waiting();
    int take_in(const search::Trial& trial);  // a trial that ask() or add() gave: its row and its journal line
    void say_why_they_wait();
    void finish_if_done();
    void come_to_rest(SessionState state, std::string message);
    void write(const store::StudyEvent& event);  // a failure breaks the record
    void break_record(const Error& error);
    void break_off(std::string why);  // nothing more can run
    void change_limits(const Limits& wanted);
    void save_limits();
    void add_trials(const std::vector<space::Params>& all, bool next);
    int count_running() const;

    // session_trials.cpp: the same
    bool start_trial(int number);  // false: it has to wait
    void start_on(int number, const config::Value& config, const device::Lease& lease);
    void end_trial(int number, TrialEnd end);
    void set_objective(Row& row, const std::map<std::string, double>& metrics) const;
    void set_objectives(Row& row) const;
    void set_aside(int number);  // interrupted: it goes on when the study is resumed
    void finish(int number, search::TrialState state, std::string error);
    void cancel(int number);
    void rerun_failed();
    const search::Trial& trial(int number) const { return study.history().trials[static_cast<std::size_t>(number)]; }
    Row& row(int number) { return rows[static_cast<std::size_t>(number)]; }
    Executor& executor_for(const device::Lease& lease);

    // session_status.cpp: the same
    void changed(int number) { dirty.insert(number); }
    bool publish();  // true: something changed

    const search::Experiment experiment;
    const bool is_search;
    const search::Objective objective;
    const std::filesystem::path folder;
    const Services services;
    const config::Value origin;  // provenance
    Mailbox mailbox;

    std::mutex state_mutex;
    search::Study study;
    store::Journal journal;
    std::optional<store::StudyLock> lock;  // held unless at rest
    std::uintmax_t journal_size = 0;       // when it came to rest
    std::vector<Row> rows;                 // by number
    std::deque<int> waiting;               // WAITING trials, next first
    device::Leases leases;
    Limits limits;
    bool limits_unsaved = false;  // changed while at rest
    SessionState state = SessionState::idle;
    Stopwatch watch;
    std::string message;
    std::vector<std::string> notices;
    std::string broken;      // why the session broke off
    bool exhausted = false;  // the tuner has no more to suggest
    bool last_ones = false;  // stop_after_running
    bool session_changed = true;
    std::set<int> dirty;

    mutable std::mutex snapshot_mutex;
    Shown shown;

    std::mutex callback_mutex;
    std::function<void()> callback;

    std::mutex queue_mutex;
    std::condition_variable queue_wake;    // for the scheduler
    std::condition_variable handled_wake;  // for wait()
    std::deque<std::function<void()>> queue;
    std::uint64_t posted = 0;
    std::uint64_t handled = 0;
    SessionState settled_state = SessionState::idle;  // after the handled commands
    bool quit = false;

    std::unique_ptr<Executor> threads;
    std::unique_ptr<Executor> processes;  // null: there is no worker program
    std::thread scheduler;                // last: it uses all the others
};

inline bool is_at_rest(SessionState state) {
    return state == SessionState::finished || state == SessionState::stopped || state == SessionState::failed;
}

// replay.cpp: the state of a search from its journal and trial.json files, as if it had never stopped.
struct Replayed {
    search::Study study;
    std::vector<store::TrialRecord> records;  // by number
    std::deque<int> waiting;                  // interrupted ones first, then those that had not begun
    std::set<int> begun;                      // of the waiting
    Limits limits;
    std::chrono::milliseconds elapsed{0};
};
Result<Replayed> replay(const Effective& effective, const std::filesystem::path& study_folder);

// A study without trials yet.
Result<search::Study> make_study(const Effective& effective);

}  // namespace lathe::run
