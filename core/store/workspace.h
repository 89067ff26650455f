// A workspace: the folder that holds every study, and its index, which is a cache (delete it and it is rebuilt).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/store/study_record.h"

namespace lathe::store {

// One line of a listing; no metrics are read for it.
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
};

class Workspace {
  public:
    explicit Workspace(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // All studies, newest first. Uses the index for folders whose files have not changed. Any thread, not concurrently.
    Result<std::vector<StudySummary>> list();
    // A study or trial folder by path, or by name within the workspace.
    Result<std::filesystem::path> find(const std::string& name_or_path) const;
    // Makes <experiment>-<yyyymmdd-hhmmss>, with a suffix when that is taken.
    Result<std::filesystem::path> make_study_folder(const std::string& experiment) const;
    const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path folder_;
};

}  // namespace lathe::store
