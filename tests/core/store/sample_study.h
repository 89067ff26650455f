// SPDX-License-Identifier: GPL-3.0-or-later
// Studies made of a seed, with all that is awkward in parameters, values and notes: for what goes out and comes back.
#pragma once

#include <filesystem>

#include "core/store/foreign/foreign_study.h"

namespace lathe::store::fixtures {

// The same for the same seed. Times are whole milliseconds, as records have them.
ForeignStudy sample_study(std::uint64_t seed, bool several_objectives = false);

// As it is in a workspace.
std::filesystem::path write_sample(const std::filesystem::path& workspace, const ForeignStudy& study);

// What a form keeps of a study.
struct Kept {
    bool nested = false;  // parameters within parameters stay so
    bool states = true;   // and what belongs to them: objectives, times, device, steps, epochs, errors
    bool last_and_best = false;
    bool facts = false;
    bool marks = true;           // name, note, tags
    bool colours = false;        // and stars
    bool curves = true;          // of all metrics; else of the objective, where there is one alone
    bool without_curves = true;  // trials that have none
    bool times = true;           // of points
    bool doubles = true;         // else 32-bit floats
};

// As JSON, so that two of them can be compared and shown.
Json kept_of(const std::filesystem::path& study_folder, const Kept& kept);

}  // namespace lathe::store::fixtures
