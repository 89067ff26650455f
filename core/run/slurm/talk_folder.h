// SPDX-License-Identifier: GPL-3.0-or-later
// The files through which a session and the worker of one trial talk when they may be on different machines: a folder
// for each attempt, TRIAL/worker/1, /2, ... They may lie on NFS: nothing here locks, and each file has one writer.
//
//   job.json           what to run; written by the session before the job is submitted
//   job.sh             the batch script
//   array.json         {"name": "..."} of the array that the job is to be an element of, before that is submitted
//   array.sh           the batch script of the array, at the first of its trials
//   submitted.json     {"job": "12", "name": "..."}, as soon as the session knows; "12_3" of an array
//   owner.json         {"job": "12", "name": "...", "restarts": 0, "host": "...", "pid": 1}: which worker runs it
//   to_worker.jsonl    from the session, checksummed as the journal is:
//                        {"event": "stop"}   {"event": "pause", "paused": true}
//                        {"event": "answer", "report": 3, "why": null or "why to stop"}
//                        {"event": "over"}   Slurm has ended the job: nobody is at this attempt any more
//   from_worker.jsonl  from the worker:
//                        {"event": "started", "job": "12", "restarts": 0, "host": "..."}   each time that it begins
//                        {"event": "report", "report": 3, "step": 3, "metrics": {...}}     counted from 1
//                        {"event": "stopped"}                  a signal: it goes on when Slurm lets it
//                        {"event": "left"}                     another rank has gone without a word: Slurm knows why
//                        {"event": "end", "result": {...}}     the last, as wire.h has it
//   from_rank_R.jsonl  from rank R of a trial on several devices, R > 0:
//                        {"event": "end", "restarts": 0, "result": {...}}   as wire.h has it
//   ranks-N            how the ranks of the job's run N find each other
//   progress.json      the trial's Progress, replaced at most once a second
//   slurm.log          what the job printed before and after the trial
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace lathe::run::slurm {

// The paths of one attempt's files. Reads and makes nothing.
class TalkFolder {
  public:
    // `path`: the folder of an attempt.
    explicit TalkFolder(std::filesystem::path path) : path_(std::move(path)) {}
    // The folder of this attempt at the trial; attempts count from 1.
    TalkFolder(const std::filesystem::path& trial_folder, int attempt);

    const std::filesystem::path& path() const { return path_; }  // of the folder itself
    // The folder of the trial, two above this one.
    std::filesystem::path trial_folder() const { return path_.parent_path().parent_path(); }
    // The number of the attempt; 0: this is not the folder of one.
    int attempt() const;

    // What to run: job.json.
    std::filesystem::path job() const { return path_ / "job.json"; }
    // The batch script of the job.
    std::filesystem::path script() const { return path_ / "job.sh"; }
    // Names the array that the job is to be an element of; absent for a job by itself.
    std::filesystem::path array() const { return path_ / "array.json"; }
    // The batch script of the array; only at the first of its trials.
    std::filesystem::path array_script() const { return path_ / "array.sh"; }
    // The number and name of the job, as soon as the session knows them.
    std::filesystem::path submitted() const { return path_ / "submitted.json"; }
    // Which worker runs the job.
    std::filesystem::path owner() const { return path_ / "owner.json"; }
    // What the session says to the worker; only the session appends to it.
    std::filesystem::path to_worker() const { return path_ / "to_worker.jsonl"; }
    // What the worker says to the session; only the worker appends to it.
    std::filesystem::path from_worker() const { return path_ / "from_worker.jsonl"; }
    // How this rank of a trial on several devices ended; above 0.
    std::filesystem::path from_rank(int rank) const { return path_ / ("from_rank_" + std::to_string(rank) + ".jsonl"); }
    // The file by which the ranks find each other, after Slurm has restarted the job so many times.
    std::filesystem::path rendezvous(int restarts) const { return path_ / ("ranks-" + std::to_string(restarts)); }
    // How far the trial is, replaced by the worker.
    std::filesystem::path progress() const { return path_ / "progress.json"; }
    // What the job printed before and after the trial.
    std::filesystem::path log() const { return path_ / "slurm.log"; }

  private:
    std::filesystem::path path_;
};

// The highest number of an attempt at this trial; 0: there was none.
int newest_attempt(const std::filesystem::path& trial_folder);

}  // namespace lathe::run::slurm
