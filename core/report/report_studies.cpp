// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report_studies.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/space/experiment_space.h"
#include "core/store/export/recorded_points.h"

namespace lathe::report {

namespace {

// Those that break the constraints least come first, so that all who keep them come before all who do not.
std::vector<const store::TrialRecord*> ranked_trials(const store::StudyRecord& study) {
    std::vector<const store::TrialRecord*> ranked;
    for (const auto& trial : study.trials)
        if (search::has_result(trial.state, trial.objective)) ranked.push_back(&trial);
    std::ranges::stable_sort(ranked, [&](const auto* a, const auto* b) {
        if (a->violation != b->violation) return a->violation < b->violation;
        return search::is_better(*a->objective, *b->objective, study.mode);
    });
    return ranked;
}

}  // namespace

Result<ReportStudies> ReportStudies::read(const ReportRequest& request, bool with_curves,
                                          const ReportProgress& progress) {
    auto records = store::plan_export(request.studies);
    if (!records) return fail(records.error());
    ReportStudies studies;
    for (auto& record : *records) {
        ReportStudy study;
        study.space = space::space_of_experiment(record.folder / "experiment.yaml");
        studies.warnings_.insert(studies.warnings_.end(), record.warnings.begin(), record.warnings.end());
        study.record = std::move(record);
        studies.studies_.push_back(std::move(study));
    }
    for (ReportStudy& study : studies.studies_) study.ranked = ranked_trials(study.record);
    studies.name_studies();
    studies.choose_drawn();
    if (with_curves)
        if (auto done = studies.read_curves(progress); !done) return fail(done.error());
    return studies;
}

// What a person called it; else the experiment's name, where no two have the same.
void ReportStudies::name_studies() {
    std::map<std::string, int> used;
    for (const ReportStudy& study : studies_) ++used[study.record.name];
    for (ReportStudy& study : studies_) {
        const std::string& own = study.record.marks.study.name;
        const bool alone = !study.record.name.empty() && used[study.record.name] == 1;
        study.label = !own.empty() ? own : alone ? study.record.name : study.record.folder.filename().string();
    }
}

std::string ReportStudies::label_of(const ReportStudy& study, const store::TrialRecord& trial) const {
    const std::string& own = study.record.marks.of_trial(trial.number).name;
    const std::string name = own.empty() ? fmt::format("trial {}", trial.number) : own;
    return studies_.size() == 1 ? name : study.label + " \u00b7 " + name;
}

// The best of each study in turn, so that each is seen; without results the first ones.
void ReportStudies::choose_drawn() {
    for (std::size_t rank = 0; drawn_.size() < most_drawn_trials; ++rank) {
        bool any = false;
        for (const ReportStudy& study : studies_) {
            const bool by_result = !study.ranked.empty();
            const std::size_t count = by_result ? study.ranked.size() : study.record.trials.size();
            if (rank >= count || drawn_.size() == most_drawn_trials) continue;
            const auto* trial = by_result ? study.ranked[rank] : &study.record.trials[rank];
            drawn_.push_back({&study, trial, label_of(study, *trial), static_cast<int>(drawn_.size()), {}});
            any = true;
        }
        if (!any) return;
    }
}

Result<void> ReportStudies::read_curves(const ReportProgress& progress) {
    std::size_t done = 0;
    for (DrawnTrial& drawn : drawn_) {
        const auto folder = store::trial_folder(drawn.study->record.folder, drawn.trial->number);
        auto points = store::read_recorded_points(folder, drawn.trial->end);
        warnings_.insert(warnings_.end(), points.warnings.begin(), points.warnings.end());
        drawn.curves = std::move(points.series);
        if (!progress) continue;
        if (auto go_on = progress(++done, drawn_.size()); !go_on) return go_on;
    }
    return {};
}

bool ReportStudies::has_curve(const std::string& metric) const {
    return std::ranges::any_of(drawn_, [&](const DrawnTrial& drawn) { return drawn.curves.contains(metric); });
}

std::size_t ReportStudies::trial_count() const {
    std::size_t count = 0;
    for (const ReportStudy& study : studies_) count += study.record.trials.size();
    return count;
}

}  // namespace lathe::report
