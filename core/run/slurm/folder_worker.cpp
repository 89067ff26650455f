// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/folder_worker.h"

#include <signal.h>
#include <unistd.h>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <thread>
#include <utility>

#include "core/base/files.h"
#include "core/base/host.h"
#include "core/base/numbers.h"
#include "core/run/crash_report.h"
#include "core/run/rank_ends.h"
#include "core/run/slurm/job_body.h"
#include "core/run/slurm/job_end.h"
#include "core/run/slurm/json_member.h"
#include "core/run/slurm/ownership.h"
#include "core/run/slurm/rank_worker.h"
#include "core/run/slurm/slurm_commands.h"
#include "core/run/slurm/step_place.h"
#include "core/run/slurm/talk_reader.h"
#include "core/run/slurm/trial_talk.h"
#include "core/run/thread_executor.h"
#include "core/run/wire.h"
#include "core/store/journal.h"

namespace lathe::run::slurm {

namespace {

// A session that sleeps must not stop its trials: after this time the training goes on, and waits for no answer any
// more until the session has said something again.
constexpr std::chrono::seconds longest_wait_for_an_answer{30};
// Of a rank that fails the others miss what it should have sent; it says why a moment before or after.
constexpr std::chrono::seconds longest_aftermath{5};
constexpr std::chrono::milliseconds look_for_ranks{200};

std::string variable(const char* name) {
    const char* text = std::getenv(name);
    return text != nullptr ? text : "";
}

// The job that this process is in, as squeue, scancel and scontrol name it. Of an array its number alone may mean all
// elements; a job that is none may have the array's variables of whoever submitted it.
Ownership::Worker own_job(const TalkFolder& talk) {
    Ownership::Worker own{variable("SLURM_JOB_ID"), parse_number<int>(variable("SLURM_RESTART_COUNT")).value_or(0),
                          variable("SLURM_JOB_NAME")};
    if (!own.name.empty() && own.name == planned_array(talk))
        own.job = variable("SLURM_ARRAY_JOB_ID") + "_" + variable("SLURM_ARRAY_TASK_ID");
    return own;
}

// SIGTERM, kept from every thread and asked for.
class TermSignal {
  public:
    TermSignal() {
        ::sigemptyset(&signals_);
        ::sigaddset(&signals_, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    // Whether it has come since the start.
    bool has_come() {
        const timespec at_once{};
        if (::sigtimedwait(&signals_, nullptr, &at_once) == SIGTERM) has_come_ = true;
        return has_come_;
    }

  private:
    sigset_t signals_{};
    bool has_come_ = false;
};

std::vector<Json> said_before(const TalkFolder& talk) {
    auto said = store::Journal::read(talk.from_worker());
    return said ? std::move(said->events) : std::vector<Json>();
}

// Fills in what the process of this rank knows alone. All ranks must decide alike whether they go on from a checkpoint:
// the first may have told of its start already.
Result<void> place_rank(const TalkFolder& talk, const Ownership::Worker& worker, TrialJob& job) {
    for (const Json& event : said_before(talk))
        if (text_member(event, "event") == "started" && integer_member(event, "restarts") != worker.restarts)
            job.resume = true;
    if (job.place.ranks == 1) return {};
    auto step = own_step_place(job.place.ranks);
    if (!step) return fail(std::move(step).error());
    job.place.rank = step->rank;
    job.place.rendezvous = talk.rendezvous(worker.restarts);
    job.place.address = std::move(step->address);
    if (!job.device.is_cpu()) job.device.gpu = step->local_rank;
    job.devices = {job.device};
    return {};
}

class FolderWorker final : public TrialListener {
    using Clock = std::chrono::steady_clock;

  public:
    FolderWorker(TalkFolder talk, JobOrder order, Ownership ownership, Ownership::Worker worker,
                 store::Journal from_worker)
        : talk_(std::move(talk)),
          order_(std::move(order)),
          ownership_(std::move(ownership)),
          worker_(std::move(worker)),
          from_worker_(std::move(from_worker)),
          to_worker_(talk_.to_worker()) {}

    // What an earlier run of the same job has said. False: it has told the trial's end.
    bool recall() {
        for (const Json& event : said_before(talk_)) {
            const std::string kind = text_member(event, "event");
            if (kind == "end") return false;
            if (kind == "report") ++reports_;
        }
        return true;
    }

    int run(const SessionServices& given, TermSignal& term) {
        const int code = run_to_end(given, term);
        if (is_left_waiting_) ::_exit(code);
        return code;
    }

    std::optional<std::string> on_report(int, std::int64_t step,
                                         const std::map<std::string, double>& metrics) override {
        std::unique_lock lock(mutex_);
        if (is_left_waiting_) return "another rank has failed";  // run() writes the last lines by now
        const auto number = ++reports_;
        is_unsaid_ |=
            !say({{"event", "report"}, {"report", number}, {"step", step}, {"metrics", metrics_to_json(metrics)}});
        if (is_unsaid_) return "its report cannot be written";  // the trial goes on from its checkpoint in another job
        if (order_.waits_for_answers && is_session_there_)
            is_session_there_ = changed_.wait_for(lock, longest_wait_for_an_answer,
                                                  [&] { return answered_ >= number || is_ending_ || why_stop_; });
        return std::exchange(why_stop_, std::nullopt);
    }

    void on_ended(int, TrialResult result) override {
        const std::lock_guard lock(mutex_);
        result_ = std::move(result);
        changed_.notify_all();
    }

  private:
    int run_to_end(const SessionServices& given, TermSignal& term) {
        if (!say({{"event", "started"}, {"job", worker_.job}, {"restarts", worker_.restarts}, {"host", host_name()}}))
            return exit_unsaid;
        take_messages();
        auto ended = end_of_ranks(stop_asked_ ? stopped() : train(given, term));
        if (!ownership_.is_held()) ::_exit(exit_when_replaced());
        if (!ended) {
            static_cast<void>(say({{"event", "left"}}));
            return 1;
        }
        TrialResult result = std::move(*ended);
        add_facts(result);
        const auto* outcome = std::get_if<TrialOutcome>(&result);
        // What fails while Slurm is ending it has not failed by itself.
        const bool goes_on =
            term.has_come() && !stop_asked_ &&
            (outcome == nullptr ? std::holds_alternative<TrialFailure>(result) : outcome->end == TrialEnding::stopped);
        if (goes_on) {
            static_cast<void>(say({{"event", "stopped"}}));
            queue_again(given.program_tools.supervisor);
            return 0;
        }
        if (is_unsaid_ || !say({{"event", "end"}, {"result", to_json(result)}})) return exit_unsaid;
        return outcome != nullptr ? 0 : 1;
    }

    static TrialResult stopped() {
        TrialOutcome outcome;
        outcome.end = TrialEnding::stopped;
        return outcome;
    }

    TrialResult train(const SessionServices& given, TermSignal& term) {
        auto make_body = prepare_body(order_.job, given);
        if (!make_body) return SessionFailure{std::move(make_body).error()};
        auto executor = make_thread_executor(std::move(*make_body), mailbox_);
        auto trial = executor->start(order_.job, *this);
        std::optional<Clock::time_point> until;  // when this rank is waited for no longer
        std::unique_lock lock(mutex_);
        while (!result_) {
            const bool ends = stop_asked_ || term.has_come();
            if (ends && !std::exchange(is_ending_, true)) trial->request_stop();
            changed_.notify_all();
            trial->set_paused(is_paused_ && !is_ending_);
            changed_.wait_for(lock, order_.look, [this] { return result_.has_value(); });
            lock.unlock();
            // Where another worker has begun, not one byte more may be written by this one.
            if (!ownership_.is_held()) ::_exit(exit_when_replaced());
            take_messages();
            write_progress(*trial->progress());
            const RankEnds others = ends_of_others();
            if (others.one_has_failed() && !until) until = Clock::now() + longest_aftermath;
            lock.lock();
            if (result_ || !until || Clock::now() < *until) continue;
            // It may wait for the other for many minutes yet: where they meet, or in a call that all make together.
            is_left_waiting_ = true;
            // Of a thread that nobody can end; run() ends the process.
            static_cast<void>(trial.release());
            static_cast<void>(executor.release());
            return others.result();
        }
        TrialResult result = *std::exchange(result_, std::nullopt);
        lock.unlock();
        write_progress(*trial->progress());
        trial.reset();  // without the lock: its thread may be just leaving on_ended()
        return result;
    }

    // Where others train with this one, srun is to end them, too.
    int exit_when_replaced() const { return order_.job.place.ranks > 1 ? 1 : 0; }

    // What became of the trial, where this rank may only have missed another. nullopt: that one has gone without a
    // word, and how Slurm's job ends tells why.
    std::optional<TrialResult> end_of_ranks(TrialResult own) const {
        const int ranks = order_.job.place.ranks;
        if (ranks == 1 || std::holds_alternative<TrialOutcome>(own)) return own;
        RankEnds ends(ranks);
        if (!is_left_waiting_) ends.told(0, own);
        const auto until = Clock::now() + longest_aftermath;
        while (!is_left_waiting_) {
            add_ends_of_others(ends);
            if (ends.all_have_ended()) return ends.result();
            if (Clock::now() > until) break;
            std::this_thread::sleep_for(look_for_ranks);
        }
        TrialResult result = is_left_waiting_ ? std::move(own) : ends.result();
        const auto* failure = std::get_if<TrialFailure>(&result);
        if (failure != nullptr && failure->is_consequence) return std::nullopt;
        return result;
    }

    void add_ends_of_others(RankEnds& ends) const {
        for (int rank = 1; rank < order_.job.place.ranks; ++rank)
            if (auto end = ends.has_ended(rank) ? std::nullopt : end_of_rank(talk_, rank, worker_.restarts))
                ends.told(rank, std::move(*end));
    }
    RankEnds ends_of_others() const {
        RankEnds ends(order_.job.place.ranks);
        add_ends_of_others(ends);
        return ends;
    }

    void take_messages() {
        const auto messages = to_worker_.poll();
        const std::lock_guard lock(mutex_);
        for (const Json& message : messages) {
            const std::string kind = text_member(message, "event");
            if (kind == "stop") stop_asked_ = true;
            if (kind == "pause") is_paused_ = is_true_member(message, "paused");
            if (kind != "answer") continue;
            answered_ = integer_member(message, "report", answered_);
            if (std::string why = text_member(message, "why"); !why.empty()) why_stop_ = std::move(why);
        }
        if (messages.empty()) return;
        is_session_there_ = true;
        changed_.notify_all();
    }

    void write_progress(const Progress& progress) {
        mailbox_.drain();  // the session reads the files
        std::string text = dump_json(news_to_json(progress, {})) + "\n";
        if (text == written_progress_) return;
        if (write_file_atomically(talk_.progress(), text)) written_progress_ = std::move(text);
    }

    void add_facts(TrialResult& result) const {
        config::Value where{config::Dict{}};
        where.set("job", worker_.job);
        where.set("restarts", static_cast<std::int64_t>(worker_.restarts));
        where.set("host", host_name());
        const auto add = [&](config::Value& facts) {
            if (!facts.is_dict()) facts = config::Value(config::Dict{});
            facts.set("slurm", where);
        };
        if (auto* outcome = std::get_if<TrialOutcome>(&result)) add(outcome->facts);
        if (auto* failure = std::get_if<TrialFailure>(&result)) add(failure->facts);
    }

    // Only what runs: a job that somebody cancels, or that Slurm queues again itself, is being ended on purpose.
    void queue_again(const std::string& supervisor) const {
        const SlurmCommands commands(supervisor);
        if (const auto state = commands.state({worker_.job, worker_.name}); state && *state == "RUNNING")
            static_cast<void>(commands.requeue(worker_.job));
    }

    // False: it cannot be written. A full disk is no trial's fault: the job ends with exit_unsaid then.
    bool say(Json event) { return say_line(from_worker_, std::move(event)).has_value(); }

    const TalkFolder talk_;
    JobOrder order_;
    const Ownership ownership_;
    const Ownership::Worker worker_;
    store::Journal from_worker_;  // by the trial's thread between its start and its end, or until it is left
    TalkReader to_worker_;
    Mailbox mailbox_;
    std::string written_progress_;

    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::int64_t reports_ = 0;
    std::int64_t answered_ = 0;            // the newest report that was
    std::optional<std::string> why_stop_;  // of the assessor, not passed on yet
    bool is_session_there_ = true;         // as far as this worker has seen
    bool stop_asked_ = false;              // by the session
    bool is_ending_ = false;               // the trial was told to stop
    bool is_paused_ = false;
    bool is_unsaid_ = false;        // a report could not be written
    bool is_left_waiting_ = false;  // its trial's thread, for a rank that has failed
    std::optional<TrialResult> result_;
};

}  // namespace

Result<int> run_folder_worker(const std::filesystem::path& talk_folder, const SessionServices& services) {
    TermSignal term;
    const TalkFolder talk(talk_folder);
    const Ownership::Worker worker = own_job(talk);
    if (worker.job.empty()) return fail("there is no SLURM_JOB_ID", "this command is for jobs of Slurm's");
    auto order = JobOrder::read(talk);
    if (!order) return fail(std::move(order).error());
    if (newest_attempt(talk.trial_folder()) > talk.attempt()) return fail("another attempt at this trial has begun");
    if (auto placed = place_rank(talk, worker, order->job); !placed) return fail(std::move(placed).error());
    if (order->job.place.rank > 0) return run_rank_worker(talk, std::move(order->job), worker.restarts, services);
    auto ownership = Ownership::take(talk.owner(), worker);
    if (!ownership) return fail(std::move(ownership).error());
    auto from_worker = store::Journal::open(talk.from_worker());
    if (!from_worker) return fail(std::move(from_worker).error());
    report_crashes();
    FolderWorker running(talk, std::move(*order), std::move(*ownership), worker, std::move(*from_worker));
    return running.recall() ? running.run(services, term) : 0;
}

}  // namespace lathe::run::slurm
