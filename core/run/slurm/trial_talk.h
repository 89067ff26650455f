// SPDX-License-Identifier: GPL-3.0-or-later
// The session's end of the talk with one attempt at a trial.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/run/executor.h"
#include "core/run/slurm/slurm_commands.h"
#include "core/run/slurm/talk_folder.h"
#include "core/run/slurm/talk_reader.h"
#include "core/store/journal.h"

namespace lathe::run::slurm {

// What job.json holds.
struct JobOrder {
    TrialJob job;  // without its config, which is in the trial's folder
    bool waits_for_answers = false;
    std::chrono::milliseconds look{1000};  // how often the worker looks at its files

    // Reads job.json. The error: it cannot be read, or a Lathe of another version wrote it.
    static Result<JobOrder> read(const TalkFolder& talk);
    // Writes job.json, whole or not at all.
    Result<void> write(const TalkFolder& talk) const;
};

// Appends a line so that the other machine can see it: NFS keeps what was written until it has to.
Result<void> say_line(store::Journal& lines, Json event);

// The session's end. One thread.
class TrialTalk {
  public:
    // Makes the folder of a new attempt, so that it is whole when the job begins.
    static Result<TrialTalk> begin(const TalkFolder& talk, const JobOrder& order, const std::string& script);
    // Goes on with what an earlier session has begun.
    static Result<TrialTalk> take_up(const TalkFolder& talk);

    const TalkFolder& folder() const { return folder_; }  // of this attempt

    // The job; its id is "" as long as nobody has told it.
    const JobKey& job() const { return job_; }
    // Its number is known, whether the job has begun or not.
    bool has_job() const { return !job_.id.empty(); }
    // Remembers the job's number, on the disk as well. The error: it could not be written.
    Result<void> keep_job(const std::string& id);
    // Writes down that the job is going to be an element of the array of this name; "": a job by itself. Whoever finds
    // neither an id nor a job of that name knows that none was made.
    Result<void> plan_array(const std::string& name);
    // Whether the job is an element of an array, or is going to be.
    bool is_in_array() const { return is_in_array_; }

    // Answers a report of the worker: why the trial must stop now; nullopt: it goes on.
    using OnReport =
        std::function<std::optional<std::string>(std::int64_t step, const std::map<std::string, double>& metrics)>;
    // Takes what the worker has said since, and answers its reports.
    void poll(const OnReport& on_report);

    // Whether the worker has begun at least once, as of the last poll().
    bool has_started() const { return has_started_; }
    // Whether a signal has stopped the worker; it may begin again.
    bool is_stopped() const { return is_stopped_; }
    // What the worker has told of the trial's end; nullopt: nothing yet.
    const std::optional<TrialResult>& result() const { return result_; }

    // Asks the worker to stop; said once. A full disk loses it, and scancel makes up for that.
    void say_stop();
    // Tells the worker to pause or to go on; said only where it changes.
    void say_paused(bool paused);
    // Whether the worker was told to stop, by this session or one before.
    bool is_told_to_stop() const { return stop_said_; }

    // Writes down that Slurm has ended the job, whatever its worker has told.
    void say_over();
    // Whether this attempt cannot go on, so that another has to begin: a session before has seen Slurm end the job, or
    // the folder was copied without the job.
    bool is_over() const { return over_said_; }
    // Forbids the worker of this attempt to write any more: another attempt is going to begin.
    void revoke();

  private:
    explicit TrialTalk(TalkFolder folder, store::Journal to_worker);
    void take(const Json& event, const OnReport& on_report);
    void say(Json event);

    TalkFolder folder_;
    store::Journal to_worker_;
    TalkReader from_worker_;
    JobKey job_;
    bool is_in_array_ = false;
    std::int64_t answered_ = 0;  // the newest report that was, by this session or one before
    bool has_started_ = false;
    bool is_stopped_ = false;
    bool stop_said_ = false;
    bool paused_said_ = false;
    bool over_said_ = false;
    std::optional<TrialResult> result_;
};

// The name of the array that the attempt's job was to be an element of; "": a job by itself.
std::string planned_array(const TalkFolder& talk);

// Closes an attempt whose job's number nobody knows, because its session died while it submitted that: where there is
// such a job it ends as soon as it begins, and touches nothing. Nothing happens to an attempt that is over, or whose
// job has begun.
Result<void> close_unrecorded(const TalkFolder& talk);

// The job that may still be at this attempt; "": it has told its end, or there is none, or the study is a copy of the
// one that the job belongs to. Changes nothing.
std::string unfinished_job(const TalkFolder& talk);

}  // namespace lathe::run::slurm
