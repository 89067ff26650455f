// SPDX-License-Identifier: GPL-3.0-or-later
// All points of a trial's curves, as an export takes them out.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/store/event_file.h"

namespace lathe::store {

// What a trial has recorded.
struct RecordedPoints {
    // From the event files, in their order, with all digits where metrics.csv has them; what only metrics.csv has comes
    // with `fallback` as its time.
    ScalarSeries series;
    std::size_t others = 0;                          // images, histograms and texts in the event files
    std::vector<std::filesystem::path> event_files;  // in order
    std::vector<std::string> warnings;

    // Points of all curves together.
    std::size_t count() const;
};

// Reads every point into memory. `fallback`: when a point was recorded whose time is not known.
RecordedPoints read_recorded_points(const std::filesystem::path& trial_folder, const std::optional<Time>& fallback);

// The event files of a folder, by name, which is the order in which they were written.
std::vector<std::filesystem::path> event_files_of(const std::filesystem::path& folder);

}  // namespace lathe::store
