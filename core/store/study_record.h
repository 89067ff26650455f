// A study as it stands in its folder: a snapshot, whether it runs, ran, or runs elsewhere.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/store/trial_record.h"

namespace lathe::store {

enum class StudyState : std::uint8_t { running, interrupted, finished, failed };
std::string_view name_of(StudyState state);  // "RUNNING", "INTERRUPTED", "FINISHED", "FAILED"

struct StudyRecord {
    std::filesystem::path folder;
    std::string name;  // of the experiment
    StudyState state = StudyState::interrupted;
    bool is_search = false;
    std::string metric;
    search::Mode mode = search::Mode::minimize;
    std::string tuner;
    std::optional<Time> start;
    std::optional<Time> end;
    int max_trials = 0;
    std::vector<TrialRecord> trials;  // by number
    std::vector<std::string> warnings;

    const TrialRecord* best() const;
};

// Reads experiment.yaml, study.jsonl and each trial.json; damaged parts become warnings. RUNNING only while the process
// that holds the folder's lock lives.
Result<StudyRecord> read_study(const std::filesystem::path& folder);
// The `lathectl show --json` form.
Json to_json(const StudyRecord& study);

std::filesystem::path trial_folder(const std::filesystem::path& study, int number);  // trials/0007

}  // namespace lathe::store
