// SPDX-License-Identifier: GPL-3.0-or-later
// The record of a study while it runs. Whatever the session writes into the study's folder is written here: the files a
// study begins with, its journal, and each trial.json. Holds the study's lock while it may write.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/run/replay.h"
#include "core/run/session_status.h"
#include "core/run/study_experiment.h"
#include "core/store/journal.h"
#include "core/store/study_journal.h"
#include "core/store/study_lock.h"
#include "core/store/trial_record.h"

namespace lathe::run {

// Writes the record of one study. Not synchronised: its owner serialises access.
class StudyRecorder {
  public:
    // Makes a new study folder in `workspace`, locked, with the experiment and the journal's first line. `reserved`: as
    // Session::create has it. `warm_start`: the studies of which it learned.
    static Result<StudyRecorder> create(const std::filesystem::path& workspace, const search::Experiment& experiment,
                                        const std::string& reserved = {},
                                        const std::vector<search::Origin>& warm_start = {});
    // Opens the journal of a study that exists, for going on with it; a torn last line is dropped.
    static Result<StudyRecorder> open(const std::filesystem::path& study_folder, store::StudyLock lock);

    // Writes that a process goes on with the study. What the journal has lost of it is written again, after this line.
    Result<void> record_resumed(const search::Experiment& experiment, const Replayed& replayed);

    const std::filesystem::path& folder() const { return folder_; }  // of the study

    // Called when a write fails, with a sentence for a person: the record no longer holds what happens, so that nothing
    // more should be begun. Each failed write calls it.
    void on_broken(std::function<void(const std::string& why)> callback) { on_broken_ = std::move(callback); }

    // Calls on_broken() for somebody else who writes into the study's folder (a running trial) and could not.
    void report_failure(const Error& error) const;

    // Appends to the journal. A failure is told by on_broken().
    void write(const store::StudyEvent& event);
    // Puts everything on the disk that a trial starts from: its folder, with the newest checkpoint of trial
    // `checkpoint_of` if there is one. False: something could not be written, and the trial must not start.
    bool begin_trial(const store::TrialRecord& trial, const config::Value& resolved, std::optional<int> checkpoint_of);
    // Writes a trial that is in a final state; safe on the disk when this returns.
    void finish_trial(const store::TrialRecord& trial);
    // Writes a trial that was stopped before its end. On a full disk this may fail; the trial is resumable all the
    // same, as after a crash.
    void interrupt_trial(const store::TrialRecord& trial);
    // Writes the limits of the search. At rest they are kept until take_up_again().
    void save_limits(const Limits& limits);

    // Writes the last event of a run, and lets go of the lock.
    void rest(store::StudyState state, const std::string& message);
    // Whether it is at rest: nothing is written, and the lock is free.
    bool is_at_rest() const { return !lock_; }
    // Locks the study again. The error: another process has it, or has gone on with it since, or it cannot be written;
    // then it is at rest as before.
    Result<void> take_up_again();

  private:
    StudyRecorder(std::filesystem::path folder, store::Journal journal, store::StudyLock lock);
    Result<void> append(const store::StudyEvent& event) { return journal_.append(store::to_json(event)); }
    Result<void> append_limits();
    void check(const Result<void>& written) const;  // tells when it failed
    void let_go();
    std::uintmax_t journal_size() const;
    std::filesystem::path trial_folder(int number) const;

    std::filesystem::path folder_;
    store::Journal journal_;
    std::optional<store::StudyLock> lock_;  // held unless at rest
    std::uintmax_t size_at_rest_ = 0;       // of the journal: another size means that somebody else went on
    std::optional<Limits> unsaved_limits_;
    std::function<void(const std::string&)> on_broken_;
};

}  // namespace lathe::run
