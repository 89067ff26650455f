// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a listing of studies: made from a StudyRecord, kept as JSON in the index.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/store/study_record.h"

namespace lathe::store {

// No metrics are read for it.
struct StudySummary {
    std::filesystem::path folder;
    std::string name;
    StudyState state = StudyState::interrupted;
    bool is_search = false;
    std::string metric;
    search::Mode mode = search::Mode::minimize;
    std::string tuner;
    std::optional<Time> start;
    std::optional<Time> end;
    int trials = 0;
    int finished = 0;
    std::optional<int> best_trial;
    std::optional<double> best_objective;
    Marks marks;
    std::vector<std::string> warnings;  // what of its record is damaged; not taken from JSON
};

// The summary of a record; reads no files.
StudySummary summarise(const StudyRecord& study);

// The summary as `lathectl runs --json` prints it.
Json to_json(const StudySummary& summary);
// Reads what to_json() wrote. The folder is not taken from the JSON: workspaces move.
Result<StudySummary> study_summary_from_json(const Json& json, const std::filesystem::path& folder);

// A text of the names, sizes, times and inodes of the files that a summary depends on: equal as long as none was
// changed.
std::string study_signature(const std::filesystem::path& folder);

}  // namespace lathe::store
