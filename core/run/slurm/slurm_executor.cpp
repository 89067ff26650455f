// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/slurm_executor.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/run/slurm/followed_record.h"
#include "core/run/slurm/job_end.h"
#include "core/run/slurm/job_request.h"
#include "core/run/slurm/job_submitter.h"
#include "core/run/slurm/job_watch.h"
#include "core/run/slurm/loss_count.h"
#include "core/run/slurm/trial_talk.h"
#include "core/run/trial_log.h"

namespace lathe::run::slurm {

namespace {

using Clock = JobQueue::Clock;

// A trial whose jobs are lost again and again without a fault of its own does not go on for ever.
constexpr int most_lost_jobs = 20;

// What all trials of a session share.
struct Cluster {
    explicit Cluster(SlurmSettings settings_)
        : settings(std::move(settings_)),
          commands(settings.supervisor),
          queue(commands, settings.ask),
          submitter(commands, settings.engine, settings.look) {}

    const SlurmSettings settings;
    const SlurmCommands commands;
    JobQueue queue;
    JobSubmitter submitter;
};

TrialResult stopped_outcome() {
    TrialOutcome outcome;  // its last checkpoint is what is left
    outcome.end = TrialEnding::stopped;
    return outcome;
}

class SlurmTrial final : public RunningTrial {
  public:
    SlurmTrial(std::shared_ptr<Cluster> cluster, TrialJob job, TrialListener& listener, Mailbox& mailbox)
        : cluster_(std::move(cluster)),
          job_(std::move(job)),
          listener_(listener),
          mailbox_(mailbox),
          watch_(cluster_->queue) {
        thread_ = std::thread([this] { listener_.on_ended(job_.number, run()); });
    }

    ~SlurmTrial() override {
        request_stop();
        thread_.join();
    }

    void request_stop() override {
        const std::lock_guard lock(mutex_);
        if (!stop_asked_) stop_asked_ = Clock::now();
        is_told_ = true;
        told_.notify_all();
    }
    void set_paused(bool paused) override {
        const std::lock_guard lock(mutex_);
        is_paused_ = paused;
        is_told_ = true;
        told_.notify_all();
    }

  private:
    TrialResult run() {
        while (true) {
            auto talk = open_talk();
            if (!talk) return SessionFailure{std::move(talk).error()};
            auto result = follow(*talk);
            progress_->waiting_for.set({});
            if (result) return std::move(*result);
            talk->revoke();
            job_.resume = job_.resume || talk->has_started();
            is_first_ = false;
        }
    }

    // The attempt that an earlier session has begun, or a new one.
    Result<TrialTalk> open_talk() {
        const int newest = newest_attempt(job_.folder);
        is_taken_up_ = false;
        if (is_first_ && newest > 0 && JobOrder::read(TalkFolder(job_.folder, newest))) {
            auto before = TrialTalk::take_up(TalkFolder(job_.folder, newest));
            is_taken_up_ = before && !before->is_over();
            if (!before || is_taken_up_) return before;
        }
        const TalkFolder talk(job_.folder, newest + 1);
        const auto& settings = cluster_->settings;
        return TrialTalk::begin(talk, {job_, settings.waits_for_answers, settings.look},
                                batch_script(settings.worker_program, settings.engine, job_, talk));
    }

    // nullopt: the trial has to go on in another job.
    std::optional<TrialResult> follow(TrialTalk& talk) {
        FollowedRecord record(job_.number, talk.folder(), *progress_, mailbox_);
        may_be_submitted_ = is_taken_up_;
        watch_.begin();
        for (bool is_first = true;; is_first = false) {
            poll(talk);
            record.poll();
            if (talk.result()) return after_end(*talk.result(), is_taken_up_ && is_first);
            if (const auto refused = talk.has_job() ? std::nullopt : find_or_submit(talk)) return refused;
            const auto standing = talk.has_job() ? watch_.look(talk.job(), wants_stop()) : JobStanding::unknown;
            if (standing == JobStanding::gone)
                if (const auto lost = after_loss(talk)) return lost->result;
            explain(talk, standing);
            if (const auto left = obey(talk, standing)) return left;
            rest();
        }
    }

    void poll(TrialTalk& talk) {
        talk.poll([this](std::int64_t step, const std::map<std::string, double>& metrics) {
            return listener_.on_report(job_.number, step, metrics);
        });
    }

    // The end that its worker has told.
    std::optional<TrialResult> after_end(const TrialResult& result, bool is_old) const {
        const auto* outcome = std::get_if<TrialOutcome>(&result);
        // An earlier session has stopped it, or met what kept it from going on.
        if (outcome && outcome->end == TrialEnding::stopped && !wants_stop()) return std::nullopt;
        if (std::holds_alternative<SessionFailure>(result) && is_old) return std::nullopt;
        return result;
    }

    // A result: Slurm refuses the job, or there is no need of it any more.
    std::optional<TrialResult> find_or_submit(TrialTalk& talk) {
        if (may_be_submitted_) {
            const auto view = cluster_->queue.look();
            if (!view || view->asked <= asked_since_) {
                if (!wants_stop_overdue()) return std::nullopt;
                return stopped_outcome();  // Slurm does not answer: see obey()
            }
            const auto element = talk.is_in_array() ? std::optional(job_.number) : std::nullopt;
            if (const QueuedJob* found = view->find_name(talk.job().name, element)) return keep(talk, found->id);
            may_be_submitted_ = false;
        }
        if (wants_stop()) return stopped_outcome();
        const auto id = cluster_->submitter.submit(talk, job_);
        if (id) return keep(talk, *id);
        if (!passes(id.error())) {
            Error error = id.error();
            error.key = "search.engine";
            error.what = "Slurm does not take the job: " + error.what;
            if (error.hint.empty()) error.hint = "correct search.engine";
            return SessionFailure{std::move(error)};
        }
        submit_trouble_ = id.error().what;
        may_be_submitted_ = true;  // an answer that did not come may still have been a job
        asked_since_ = Clock::now();
        return std::nullopt;
    }

    std::optional<TrialResult> keep(TrialTalk& talk, const std::string& id) {
        submit_trouble_.clear();
        watch_.begin();
        if (auto kept = talk.keep_job(id); !kept) return SessionFailure{std::move(kept).error()};
        return std::nullopt;
    }

    struct Loss {
        std::optional<TrialResult> result;  // nullopt: the trial has to go on in another job
    };
    // Its job is gone, and its worker has not told how it ended. nullopt: it has not ended, or Slurm does not say.
    std::optional<Loss> after_loss(TrialTalk& talk) {
        poll(talk);
        if (talk.result()) return Loss{after_end(*talk.result(), false)};
        const auto fate = cluster_->commands.fate(talk.job());
        const auto end = fate ? end_of(*fate) : JobEnd::none;
        if (end == JobEnd::none) {
            watch_.begin();
            return std::nullopt;
        }
        talk.say_over();
        if (wants_stop()) return Loss{stopped_outcome()};
        // A session before may have cancelled it while it was in the queue.
        const bool goes_on =
            end == JobEnd::lost || talk.is_told_to_stop() || (talk.is_stopped() && !was_given_up(*fate));
        if (goes_on && losses_.add(progress_->step) <= most_lost_jobs) return Loss{std::nullopt};
        if (!goes_on && !talk.has_started() && !was_given_up(*fate)) return Loss{never_began(talk, *fate)};
        config::Value facts{config::Dict{}};
        facts.set("slurm.job", talk.job().id);
        std::string last = last_line_of_log(job_.folder / "log.txt");
        if (last.empty()) last = last_line_of_log(talk.folder().log());
        const std::string why =
            goes_on ? fmt::format("its job was lost {}, at last: {}", counted(losses_.count(), "time"), fate->state)
                    : why_failed(*fate);
        TrialFailure failure{why, std::move(facts), std::move(last)};
        failure.can_go_on = job_.place.ranks > 1 && was_killed(*fate);  // as on this machine: RankEnds
        return Loss{std::move(failure)};
    }

    // What keeps lathectl from starting there keeps every trial: it is no trial's own failure.
    static SessionFailure never_began(const TrialTalk& talk, const JobFate& fate) {
        const std::string last = last_line_of_log(talk.folder().log());
        Error error;
        error.key = "search.engine";
        error.file = talk.folder().log().string();
        error.what = "the job ended before its trial began: " + (last.empty() ? why_failed(fate) : last);
        error.hint = "Lathe, and the folder of the study, must be at the same paths on the nodes of the cluster";
        return SessionFailure{std::move(error)};
    }

    void explain(const TrialTalk& talk, JobStanding standing) {
        const std::string trouble = cluster_->queue.trouble();
        std::string why;
        if (talk.has_started() && !talk.is_stopped() && standing != JobStanding::waits) why.clear();
        else if (!submit_trouble_.empty()) why = "Slurm does not take its job yet: " + submit_trouble_;
        else if (!trouble.empty()) why = "Slurm does not answer: " + trouble;
        else if (standing == JobStanding::waits)
            why = fmt::format("Slurm: {} (job {})", watch_.reason(), talk.job().id);
        else if (talk.has_job()) why = fmt::format("Slurm starts it (job {})", talk.job().id);
        else why = "Slurm is asked";
        progress_->waiting_for.set(std::move(why));
    }

    // A result: it is not waited for any more.
    std::optional<TrialResult> obey(TrialTalk& talk, JobStanding standing) {
        bool paused = false;
        {
            const std::lock_guard lock(mutex_);
            paused = is_paused_;
        }
        talk.say_paused(paused);
        if (!wants_stop()) return std::nullopt;
        talk.say_stop();
        if (!talk.has_job()) return std::nullopt;
        // Slurm does not answer. The job has been told to stop in its folder, and does so when it gets to it.
        if (wants_stop_overdue() && !cluster_->queue.trouble().empty()) return stopped_outcome();
        // One that does not run yet has nothing to say goodbye to.
        const bool may_cancel = standing == JobStanding::waits || !talk.has_started() || wants_stop_overdue();
        if (may_cancel && Clock::now() >= next_cancel_) {
            next_cancel_ = Clock::now() + cluster_->settings.ask;
            static_cast<void>(cluster_->commands.cancel(talk.job()));
        }
        return std::nullopt;
    }

    bool wants_stop() const {
        const std::lock_guard lock(mutex_);
        return stop_asked_.has_value();
    }
    bool wants_stop_overdue() const {
        const std::lock_guard lock(mutex_);
        return stop_asked_ && Clock::now() - *stop_asked_ > cluster_->settings.longest_goodbye;
    }

    void rest() {
        std::unique_lock lock(mutex_);
        told_.wait_for(lock, cluster_->settings.look, [this] { return is_told_; });
        is_told_ = false;
    }

    const std::shared_ptr<Cluster> cluster_;
    TrialJob job_;
    TrialListener& listener_;
    Mailbox& mailbox_;

    // Of the thread.
    JobWatch watch_;
    LossCount losses_;
    bool is_first_ = true;  // attempt of this session, which may be one that an earlier session has begun
    bool is_taken_up_ = false;
    bool may_be_submitted_ = false;                 // without our knowing the job's id
    Clock::time_point asked_since_ = Clock::now();  // what Slurm says from then on decides that
    Clock::time_point next_cancel_{};
    std::string submit_trouble_;

    mutable std::mutex mutex_;  // guards what follows
    std::condition_variable told_;
    std::optional<Clock::time_point> stop_asked_;
    bool is_paused_ = false;
    bool is_told_ = false;
    std::thread thread_;
};

class SlurmExecutor final : public Executor {
  public:
    SlurmExecutor(SlurmSettings settings, Mailbox& mailbox)
        : cluster_(std::make_shared<Cluster>(std::move(settings))), mailbox_(mailbox) {}

    std::unique_ptr<RunningTrial> start(TrialJob job, TrialListener& listener) override {
        std::error_code code;
        job.folder = std::filesystem::absolute(job.folder, code);  // the nodes have another current folder
        return std::make_unique<SlurmTrial>(cluster_, std::move(job), listener, mailbox_);
    }

  private:
    std::shared_ptr<Cluster> cluster_;
    Mailbox& mailbox_;
};

}  // namespace

std::unique_ptr<Executor> make_slurm_executor(SlurmSettings settings, Mailbox& mailbox) {
    return std::make_unique<SlurmExecutor>(std::move(settings), mailbox);
}

Result<std::string> job_that_may_run(const std::filesystem::path& trial_folder) {
    const int newest = newest_attempt(trial_folder);
    if (newest == 0) return std::string();
    const TalkFolder talk(trial_folder, newest);
    if (std::string job = unfinished_job(talk); !job.empty()) return job;
    return close_unrecorded(talk).map([&] { return unfinished_job(talk); });
}

}  // namespace lathe::run::slurm
