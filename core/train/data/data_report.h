// SPDX-License-Identifier: GPL-3.0-or-later
// What a set of data turned out to be: for the log and the record of a trial. No torch; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/config/value.h"

namespace lathe::train {

// The samples of one part.
struct DataPart {
    std::string name;                    // "train", "val", "test"
    std::int64_t samples = 0;            // that are used
    std::vector<std::int64_t> of_class;  // how many of each class; empty where there are none
};

struct DataReport {
    std::vector<std::string> class_names;  // in the order of the class numbers; empty: they have no names
    std::vector<DataPart> parts;
    // A sentence each: what was left out, how much of it and why; what a policy decided.
    std::vector<std::string> notes;

    // The report for log.txt: a line for each part, the classes, the notes.
    std::vector<std::string> lines() const;
    // The report for trial.json: {parts: {train: {samples, classes: {name: count}}}, notes: [...]}. Of more than 50
    // classes only how many.
    config::Value to_value() const;
};

}  // namespace lathe::train
