// SPDX-License-Identifier: GPL-3.0-or-later
// All curves of a trial: its metrics, and its use of the machine. That stands in event files of its own, in a folder of
// the trial's, so that the trial's metrics are what its training has reported and nothing else.
#pragma once

#include <filesystem>

#include "core/store/event_file.h"

namespace lathe::store {

// TensorBoard shows it as a run of its own beside the trial's.
inline constexpr const char* usage_folder_name = "system";

// The folder with the trial's use of the machine, whether it is there or not.
inline std::filesystem::path usage_folder(const std::filesystem::path& trial_folder) {
    return trial_folder / usage_folder_name;
}

// Reads on as EventFolderReader does. One thread.
class TrialCurvesReader {
  public:
    // Reads nothing yet; the folder may come later.
    explicit TrialCurvesReader(const std::filesystem::path& trial_folder)
        : metrics_(trial_folder), usage_(usage_folder(trial_folder)) {}

    // The points of all curves that were appended since the last call, by tag. Where both have the same tag, those of
    // the metrics are given.
    ScalarSeries poll();
    // The step at which the last poll saw the trial go on from an earlier checkpoint, as EventFolderReader has it; the
    // use of the machine never goes back.
    std::optional<std::int64_t> restarted_at() const { return metrics_.restarted_at(); }
    // What of the metrics' event files is damaged or was left out, in all polls so far, a sentence each.
    const std::vector<std::string>& warnings() const { return metrics_.warnings(); }

  private:
    EventFolderReader metrics_;
    EventFolderReader usage_;
};

}  // namespace lathe::store
