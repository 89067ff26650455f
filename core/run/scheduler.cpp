// The scheduler's thread: which trial runs next, and when the session is done.
#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

#include "core/run/priority.h"
#include "core/run/process_executor.h"
#include "core/run/provenance.h"
#include "core/run/session_impl.h"

namespace lathe::run {

namespace {

// While something runs: GPUs that other programs leave and the end of max_duration are noticed by looking.
constexpr std::chrono::seconds look_again{1};

}  // namespace

Session::Impl::Impl(Effective effective_, fs::path folder_, const Services& services_, search::Study study_,
                    store::Journal journal_, store::StudyLock lock_)
    : experiment(std::move(effective_.experiment)),
      is_search(effective_.search),
      objective(experiment.search.objective.value_or(search::Objective{})),
      folder(std::move(folder_)),
      services(services_),
      origin(provenance()),
      study(std::move(study_)),
      journal(std::move(journal_)),
      lock(std::move(lock_)),
      threads(make_thread_executor(services.make_body, mailbox)),
      processes(services.worker_program.empty() ? nullptr : make_process_executor(services.worker_program, mailbox)),
      scheduler([this] { loop(); }) {}

Session::Impl::~Impl() {
    post([this] {
        if (state != SessionState::idle && !is_at_rest(state)) begin_stop();
    });
    {
        const std::lock_guard guard(queue_mutex);
        quit = true;
    }
    queue_wake.notify_one();
    scheduler.join();
}

void Session::Impl::post(std::function<void()> command) {
    {
        const std::lock_guard guard(queue_mutex);
        queue.push_back(std::move(command));
        ++posted;
    }
    queue_wake.notify_one();
}

SessionState Session::Impl::wait() {
    std::unique_lock guard(queue_mutex);
    const std::uint64_t mine = posted;
    handled_wake.wait(
        guard, [&] { return handled >= mine && (is_at_rest(settled_state) || settled_state == SessionState::idle); });
    return settled_state;
}

void Session::Impl::loop() {
    yield_to_the_window();
    for (bool leave = false; !leave;) {
        std::deque<std::function<void()>> commands;
        {
            std::unique_lock guard(queue_mutex);
            const auto woken = [this] { return !queue.empty() || quit; };
            if (is_at_rest(settled_state) || settled_state == SessionState::idle) queue_wake.wait(guard, woken);
            else queue_wake.wait_for(guard, look_again, woken);
            commands.swap(queue);
            leave = quit;
        }
        bool news = false;
        SessionState now_at{};
        {
            const std::lock_guard guard(state_mutex);
            for (const auto& command : commands) command();
            try {
                step();
            } catch (const std::exception& problem) {  // of a tuner: its history and seed are on the disk
                message = std::string("the search cannot go on: ") + problem.what();
                begin_stop();
            }
            news = publish();
            now_at = state;
        }
        leave = leave && (is_at_rest(now_at) || now_at == SessionState::idle);
        {
            const std::lock_guard guard(queue_mutex);
            handled += commands.size();
            settled_state = now_at;
        }
        handled_wake.notify_all();
        if (news) {
            const std::lock_guard guard(callback_mutex);
            if (callback) callback();
        }
    }
}

void Session::Impl::step() {
    if (state == SessionState::running) {
        while (count_running() < limits.concurrency) {
            const auto next = next_waiting();
            if (!next || !start_trial(*next)) break;
        }
        say_why_they_wait();
    }
    finish_if_done();
}

int Session::Impl::count_running() const {
    return static_cast<int>(
        std::count_if(rows.begin(), rows.end(), [](const Row& row) { return row.running != nullptr; }));
}

bool Session::Impl::time_is_up() const {
    return limits.max_duration && watch.elapsed() >= *limits.max_duration;
}

bool Session::Impl::may_ask() const {
    return is_search && !exhausted && !last_ones && static_cast<int>(rows.size()) < limits.max_trials;
}

std::optional<int> Session::Impl::next_waiting() {
    // As NNI: when the time is up no trial is begun any more, and those that run come to their end.
    if (last_ones || time_is_up() || state != SessionState::running) return std::nullopt;
    if (waiting.empty() && may_ask()) {
        const search::Trial* asked = study.ask();
        exhausted = asked == nullptr;
        if (asked) waiting.push_back(take_in(*asked));
    }
    // Writing the journal may have broken the record.
    if (waiting.empty() || state != SessionState::running) return std::nullopt;
    return waiting.front();
}

int Session::Impl::take_in(const search::Trial& trial) {
    Row row;
    row.record.number = trial.number;
    row.record.params = trial.params;
    row.record.budget = trial.budget;
    row.record.start_from = trial.start_from;
    row.record.metric = objective.metric;
    rows.push_back(std::move(row));
    changed(trial.number);
    write(store::event::Asked{trial.number, trial.params, trial.budget, trial.start_from, trial.note});
    return trial.number;
}

void Session::Impl::say_why_they_wait() {
    if (waiting.empty()) return;
    std::string why = row(waiting.front()).waiting_for;  // start_trial() said it
    if (count_running() >= limits.concurrency)
        why = limits.concurrency == 1
                  ? "waits for the running trial to end"
                  : "waits for one of the " + std::to_string(limits.concurrency) + " running trials to end";
    for (const int number : waiting) {
        if (row(number).waiting_for == why) continue;
        row(number).waiting_for = why;
        changed(number);
    }
}

void Session::Impl::begin() {
    if (state != SessionState::idle && !is_at_rest(state)) return;
    session_changed = true;
    message.clear();
    broken.clear();
    if (!lock && !take_up_again()) return;
    save_limits();
    if (!broken.empty()) {  // the disk is still full, say
        message = broken;
        lock.reset();
        return;
    }
    last_ones = false;
    watch.start();
    state = SessionState::running;
}

bool Session::Impl::take_up_again() {
    auto again = store::StudyLock::try_lock(folder);
    if (!again) {
        message = again.error().str();
        return false;
    }
    std::error_code ignored;
    if (fs::file_size(store::journal_path(folder), ignored) != journal_size) {
        message = "another process has gone on with this study; open it anew";
        return false;
    }
    lock = std::move(*again);
    write(store::event::Resumed{});
    return true;
}

void Session::Impl::begin_stop() {
    if (is_at_rest(state)) return;
    state = SessionState::stopping;
    session_changed = true;
    for (const auto& one : rows)
        if (one.running) one.running->request_stop();
}

void Session::Impl::set_paused(bool paused) {
    if (state != (paused ? SessionState::running : SessionState::paused)) return;
    state = paused ? SessionState::paused : SessionState::running;
    session_changed = true;
    paused ? watch.stop() : watch.start();
    for (auto& one : rows) {
        if (!one.running) continue;
        one.running->set_paused(paused);
        paused ? one.watch.stop() : one.watch.start();
        changed(one.record.number);
    }
}

void Session::Impl::finish_if_done() {
    if (count_running() > 0) return;
    if (state == SessionState::stopping) {
        if (!broken.empty()) come_to_rest(SessionState::failed, broken);
        else
            come_to_rest(message.empty() ? SessionState::stopped : SessionState::failed,
                         message.empty() ? "stopped; resume to go on" : message);
        return;
    }
    if (state != SessionState::running) return;
    const bool out_of_time = time_is_up();
    if (!out_of_time && !last_ones && (!waiting.empty() || may_ask())) return;
    if (last_ones &&
        (!waiting.empty() || (is_search && !exhausted && static_cast<int>(rows.size()) < limits.max_trials)))
        return come_to_rest(SessionState::stopped, "stopped after the running trials; resume to go on");

    const auto count = [this](search::TrialState wanted) {
        return std::count_if(study.history().trials.begin(), study.history().trials.end(),
                             [&](const search::Trial& one) { return one.state == wanted; });
    };
    const auto good = count(search::TrialState::succeeded) + count(search::TrialState::early_stopped);
    const auto failed = count(search::TrialState::failed);
    if (good == 0 && failed > 0) {
        const auto first =
            std::find_if(rows.begin(), rows.end(), [](const Row& one) { return !one.record.error.empty(); });
        const std::string why = first == rows.end() ? "" : first->record.error;
        return come_to_rest(SessionState::failed,
                            failed == 1 ? why : "all " + std::to_string(failed) + " trials failed, the first: " + why);
    }
    if (good == 0 && rows.empty() && !out_of_time)
        return come_to_rest(SessionState::failed, "the tuner suggested no trial at all; is the space empty?");
    come_to_rest(SessionState::finished, out_of_time ? "the time given by max_duration is up" : "");
}

void Session::Impl::come_to_rest(SessionState at, std::string why) {
    watch.stop();
    message = std::move(why);
    const auto shown_as = at == SessionState::finished ? store::StudyState::finished
                          : at == SessionState::failed ? store::StudyState::failed
                                                       : store::StudyState::interrupted;
    write(store::event::Ended{shown_as, message});
    static_cast<void>(journal.flush_to_disk());
    std::error_code ignored;
    journal_size = fs::file_size(store::journal_path(folder), ignored);
    lock.reset();
    state = broken.empty() ? at : SessionState::failed;
    if (!broken.empty()) message = broken;
    session_changed = true;
}

void Session::Impl::write(const store::StudyEvent& event) {
    if (auto done = journal.append(store::to_json(event)); !done) break_record(done.error());
}

void Session::Impl::break_record(const Error& error) {
    break_off("the record cannot be written: " + error.str());
}

void Session::Impl::break_off(std::string why) {
    if (!broken.empty()) return;
    broken = std::move(why);
    begin_stop();
}

void Session::Impl::change_limits(const Limits& wanted) {
    limits.max_trials = std::max(1, wanted.max_trials);
    limits.concurrency = std::max(1, wanted.concurrency);
    limits.max_duration = wanted.max_duration;
    session_changed = true;
    limits_unsaved = true;
    if (!is_at_rest(state)) save_limits();
    else if (state == SessionState::finished && !time_is_up() && may_ask()) begin();
}

void Session::Impl::save_limits() {
    if (!limits_unsaved) return;
    limits_unsaved = false;
    Json changes = {{"max_trials", limits.max_trials}, {"concurrency", limits.concurrency}};
    changes["max_duration_ms"] = limits.max_duration ? Json(limits.max_duration->count()) : Json();
    write(store::event::Edited{std::move(changes)});
}

void Session::Impl::add_trials(const std::vector<space::Params>& all, bool next) {
    if (all.empty()) return;
    if (is_at_rest(state)) begin();
    if (!lock) return;  // begin() said why
    for (const auto& params : all) {
        const int number = take_in(*study.add(params));
        next ? waiting.push_front(number) : waiting.push_back(number);
    }
}

}  // namespace lathe::run
