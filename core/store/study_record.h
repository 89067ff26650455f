// SPDX-License-Identifier: GPL-3.0-or-later
// A study as it stands in its folder: a snapshot, whether it runs, ran, or runs elsewhere.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/marks.h"
#include "core/store/study_journal.h"
#include "core/store/study_lock.h"
#include "core/store/trial_record.h"

namespace lathe::store {

// All that a study's folder says of it, its curves and pictures excepted. A plain value.
struct StudyRecord {
    std::filesystem::path folder;
    std::string name;  // of the experiment
    StudyState state = StudyState::interrupted;
    bool is_search = false;
    std::string metric;
    search::Mode mode = search::Mode::minimize;
    std::vector<std::pair<std::string, search::Mode>> objectives;  // of several, the first included; else empty
    std::vector<search::Constraint> constraints;
    std::string tuner;
    std::string assessor;
    std::optional<LockHolder> holder;  // the process that runs it now
    std::string message;               // why it failed or stopped
    std::optional<Time> start;
    std::optional<Time> end;
    std::optional<int> max_trials = 0;       // nullopt: no limit
    std::vector<TrialRecord> trials;         // by number
    std::string id;                          // of this study alone, wherever its folder goes; "": an older study
    std::optional<search::Origin> from;      // what it was made from
    std::vector<search::Origin> warm_start;  // whose best trials were tried first
    StudyMarks marks;
    std::vector<std::string> warnings;

    // The best trial of those that keep the constraints; nullptr while there is none. Owned by the record.
    const TrialRecord* best() const { return search::best_trial(trials, mode); }
    // The numbers of the trials on the Pareto front (search::pareto_front); empty where there is one objective only.
    std::vector<int> pareto_front() const;
    // The trial that breaks the constraints least, when there is a result but none that keeps them; else nullptr.
    const TrialRecord* nearest_to_feasible() const;
    // The constraints that a trial with a result breaks: "latency_ms <= 20, val_acc >= 0.9"; "": it keeps all.
    std::string broken_by(const TrialRecord& trial) const;
    int finished() const;  // trials in a final state
};

// Reads experiment.yaml, study.jsonl and each trial.json; damaged parts become warnings. RUNNING only while the process
// that holds the folder's lock lives.
Result<StudyRecord> read_study(const std::filesystem::path& folder);
// The study as `lathectl show --json` prints it.
Json to_json(const StudyRecord& study);

// How what is made from the study, or from one of its trials, names its parent. `written`: what experiment.yaml has as
// `from`; where the journal says otherwise, the folder is an unpacked bundle, and experiment.yaml names the study that
// the bundle was made of.
search::Origin origin_of(const StudyRecord& study, std::optional<int> trial = std::nullopt,
                         const std::optional<search::Origin>& written = std::nullopt);

// Whether the folder holds a study: a journal, or at least an experiment and its trials.
bool is_study_folder(const std::filesystem::path& folder);
// Whether a file of a study's folder (`name`: relative to it, with '/') is what the study records of itself, rather
// than what it runs: its journal, notes, trials, provenance and sources.
bool is_of_record(std::string_view name);
// The folder of a trial of the study, trials/0007, whether it is there or not.
std::filesystem::path trial_folder(const std::filesystem::path& study, int number);
// The number that the name of a trial's folder says; nullopt: it is named otherwise.
std::optional<int> trial_number(const std::filesystem::path& trial_folder);

// What a folder is: of a study, or of one of its trials (STUDY/trials/0007). A path may end in a slash.
struct RecordPlace {
    std::filesystem::path study;
    std::optional<int> trial;
};
// Whether `folder` is that of a study or of one of its trials. What is not named like a trial of a study counts as a
// study, whether it is there or not.
RecordPlace place_of(const std::filesystem::path& folder);

}  // namespace lathe::store
