// SPDX-License-Identifier: GPL-3.0-or-later
// Takes studies, or some of their trials, out of a workspace, for other tools: tables, JSON, event files, and the
// records of MLflow, Optuna and NNI. Any thread.
//
// What a form has no place for is left out, counted and named (ExportSummary). What core/store/foreign reads of these
// forms comes back equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/config/schema.h"
#include "core/store/study_record.h"

namespace lathe::store {

// The forms that an export can have.
enum class ExportFormat : std::uint8_t {
    trials_csv,   // a row a trial
    points_csv,   // a row a recorded point
    json,         // everything but pictures
    tensorboard,  // a folder a trial, of event files
    mlflow,       // MLflow's folder: an experiment a study, a run a trial
    optuna,       // Optuna's SQLite storage
    nni,          // the experiment file of NNI, of one study
    nni_results   // what `nnictl experiment import` reads
};
inline constexpr int export_format_count = 8;

// Whether the output is a folder. Else it is a file.
bool writes_folder(ExportFormat format);
// Whether the output is text, which may go into a stream instead of a file.
bool writes_text(ExportFormat format);
// What this form keeps of a trial and what it cannot, in one sentence each.
std::string_view what_it_keeps(ExportFormat format);

// Optuna reads a database only when its schema is that of its own release.
enum class OptunaSchema : std::uint8_t { v3_0, v3_2 };  // releases 3.0 and 3.1; 3.2 and later

// A study that is exported, whole or in part.
struct ExportedStudy {
    std::filesystem::path folder;
    std::optional<std::set<int>> trials;  // nullopt: all
};

// What is exported, in which form, and where to.
struct StudyExport {
    ExportFormat format = ExportFormat::trials_csv;
    std::vector<ExportedStudy> studies;
    // A file, or a folder that is not there yet or empty. Files of text are replaced; a database is not. Text may go
    // into a stream (core/base/output_stream.h), too: "-" is standard output.
    std::filesystem::path output;
    OptunaSchema optuna = OptunaSchema::v3_2;
    const config::Catalog* catalog = nullptr;  // for nni
};

// What an export has written, and what it could not.
struct ExportSummary {
    std::size_t studies = 0;
    std::size_t trials = 0;
    std::size_t points = 0;             // of curves
    std::vector<std::string> left_out;  // "12 checkpoints"
    std::vector<std::string> notes;     // what is written otherwise than it was
    std::vector<std::string> warnings;  // of damaged records
};

// Called after each trial; an error ends the export, and is its error. Nothing is left behind then.
using ExportProgress = std::function<Result<void>(std::size_t done, std::size_t of)>;

// Reads the records of the studies that are exported, with the chosen trials alone. Their curves are not read.
Result<std::vector<StudyRecord>> plan_export(const std::vector<ExportedStudy>& studies);

// Writes `wanted.output`.
Result<ExportSummary> export_studies(const StudyExport& wanted, const ExportProgress& progress = {});

}  // namespace lathe::store
