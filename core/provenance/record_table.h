// SPDX-License-Identifier: GPL-3.0-or-later
// What records of provenance say, as rows of a table: one to be read, or several side by side.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/provenance/provenance.h"

namespace lathe::provenance {

// A record as a person reads it: the environment as comparable_environment() has it, below "code" each repository by
// the name of its folder, below "inputs" how many files and bytes the data are, and one checksum over all of them.
// Reads nothing. Any thread.
config::Value readable_record(const Provenance& record);

// A row of the table: what all records have at one path.
struct RecordRow {
    std::string path;                                  // "torch.version", "code.lathe.commit", "inputs.data.root.files"
    std::vector<std::optional<config::Value>> values;  // one a record; nullopt: not there
};

// Every leaf that any of them has; nullptr stands for a trial of which nothing was recorded. The instruction sets are
// one row where all records have the same ones. Order: as environment_difference(), but with what only lies beside the
// computation (other libraries) at the end. Any thread.
std::vector<RecordRow> record_rows(const std::vector<const config::Value*>& records);

}  // namespace lathe::provenance
