// SPDX-License-Identifier: GPL-3.0-or-later
// What the writers of all forms share while an export runs: the records, the points, what was left out, and whether to
// go on. One thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/store/export/left_out.h"
#include "core/store/export/recorded_points.h"
#include "core/store/export/study_export.h"

namespace lathe::store {

// Parts of a trial that a form may have no place for.
struct TrialParts {
    bool points = false;
    bool pictures = false;  // images, histograms and texts of the event files
    bool marks = false;     // name, note, tags, colour, star
    bool texts = false;     // config.yaml and log.txt
    bool facts = false;     // seeds, versions, host
};

// One export while it runs.
class ExportRun {
  public:
    // `wanted` and `progress` must outlive this. `studies`: what plan_export() gave.
    ExportRun(const StudyExport& wanted, std::vector<StudyRecord> studies, const ExportProgress& progress);

    const StudyExport& wanted() const { return wanted_; }                 // as it was given
    const std::vector<StudyRecord>& studies() const { return studies_; }  // the chosen trials only
    // What is left out, to which the writers add what their format has no place for.
    LeftOut& left_out() { return left_out_; }
    // The name of the study's folder, with a number behind it where another study of the export has a folder of that
    // name: no two studies have the same.
    const std::string& folder_name(const StudyRecord& study) const { return names_.at(study.folder).folder; }
    // The study's own name, or folder_name() where another study of the export has that name: no two studies have the
    // same.
    const std::string& title(const StudyRecord& study) const { return names_.at(study.folder).title; }

    // Reads the points of a trial; counts them, and what of the trial the format, which keeps `kept`, has no place for.
    RecordedPoints read(const StudyRecord& study, const TrialRecord& trial, const TrialParts& kept);
    // Counts the same of a trial whose points are not read, as there may be many.
    void pass_over(const StudyRecord& study, const TrialRecord& trial, const TrialParts& kept);
    // Whether a trial has ended. Those that have not are nobody's result: they are left out, and counted.
    bool has_ended(const TrialRecord& trial);
    // Tells the progress that one more trial is done; fails when the export shall end.
    Result<void> step();

    // What was written and left out so far.
    ExportSummary summary() const;

  private:
    struct Names {
        std::string folder;
        std::string title;
    };
    void name_studies();
    void count_parts(const StudyRecord& study, const TrialRecord& trial, const TrialParts& kept);

    const StudyExport& wanted_;
    std::vector<StudyRecord> studies_;
    std::map<std::filesystem::path, Names> names_;  // by the study's folder
    const ExportProgress& progress_;
    LeftOut left_out_;
    std::vector<std::string> warnings_;
    std::size_t points_ = 0;
    std::size_t trials_ = 0;
    std::size_t done_ = 0;
    std::size_t of_ = 0;
};

}  // namespace lathe::store
