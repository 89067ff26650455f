// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export/export_run.h"

#include <set>
#include <utility>

#include <fmt/format.h>

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
    std::size_t count = 0;
    std::error_code code;
    for (fs::recursive_directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored)) ++count;
    }
    return count;
}

std::size_t file_count(const fs::path& file) {
    std::error_code code;
    return fs::is_regular_file(file, code) ? 1 : 0;
}

std::string free_name(const std::string& wanted, std::set<std::string>& taken) {
    std::string name = wanted;
    for (int n = 2; !taken.insert(name).second; ++n) name = fmt::format("{}-{}", wanted, n);
    return name;
}

}  // namespace

ExportRun::ExportRun(const StudyExport& wanted, std::vector<StudyRecord> studies, const ExportProgress& progress)
    : wanted_(wanted), studies_(std::move(studies)), progress_(progress) {
    for (const auto& study : studies_) {
        of_ += study.trials.size();
        warnings_.insert(warnings_.end(), study.warnings.begin(), study.warnings.end());
    }
    name_studies();
}

void ExportRun::name_studies() {
    std::set<std::string> folders, titles;
    for (const auto& study : studies_) {
        const fs::path& folder = study.folder;
        Names& names = names_[folder];
        names.folder = free_name((folder.has_filename() ? folder : folder.parent_path()).filename().string(), folders);
        names.title = free_name(titles.contains(study.name) ? names.folder : study.name, titles);
    }
}

void ExportRun::count_parts(const StudyRecord& study, const TrialRecord& trial, const TrialParts& kept) {
    const fs::path folder = trial_folder(study.folder, trial.number);
    left_out_.add("checkpoint", "checkpoints", files_in(folder / "checkpoints"));
    left_out_.add("file of a test's record", "files of tests' records", files_in(folder / "test"));
    left_out_.add("file that a trial's program wrote", "files that trials' programs wrote",
                  files_in(folder / "program"));
    if (!kept.texts) {
        left_out_.add("config", "configs", file_count(folder / "config.yaml"));
        left_out_.add("log", "logs", file_count(folder / "log.txt"));
    }
    if (!kept.facts && trial.facts.is_dict() && !trial.facts.as_dict().empty())
        left_out_.add("record of what a trial ran in (versions, seeds, host)",
                      "records of what trials ran in (versions, seeds, host)");
    const Marks& marks = study.marks.of_trial(trial.number);
    if (!kept.marks && marks != Marks()) left_out_.add("trial's name, note or tags", "trials' names, notes or tags");
}

RecordedPoints ExportRun::read(const StudyRecord& study, const TrialRecord& trial, const TrialParts& kept) {
    auto points = read_recorded_points(trial_folder(study.folder, trial.number), trial.end ? trial.end : trial.start);
    warnings_.insert(warnings_.end(), points.warnings.begin(), points.warnings.end());
    count_parts(study, trial, kept);
    if (kept.points) points_ += points.count();
    if (!kept.pictures)
        left_out_.add("image, histogram or text of a trial", "images, histograms and texts of trials", points.others);
    ++trials_;
    return points;
}

void ExportRun::pass_over(const StudyRecord& study, const TrialRecord& trial, const TrialParts& kept) {
    const fs::path folder = trial_folder(study.folder, trial.number);
    count_parts(study, trial, kept);
    if (!event_files_of(folder).empty() || file_count(folder / "metrics.csv") > 0)
        left_out_.add("trial's curves and pictures", "trials' curves and pictures");
    ++trials_;
}

bool ExportRun::has_ended(const TrialRecord& trial) {
    if (search::is_final(trial.state)) return true;
    left_out_.add("trial that has not ended", "trials that have not ended");
    return false;
}

Result<void> ExportRun::step() {
    ++done_;
    return progress_ ? progress_(done_, of_) : Result<void>();
}

ExportSummary ExportRun::summary() const {
    return {studies_.size(), trials_, points_, left_out_.lines(), left_out_.notes(), warnings_};
}

}  // namespace lathe::store
