// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/warm_start.h"

#include <algorithm>

#include "core/search/first_trials.h"
#include "core/store/study_record.h"

namespace lathe::run {

namespace {

constexpr std::size_t most_of_a_study = 4;
constexpr std::size_t most = 8;

// Which way the metric of `study` is better: where it is the one that is searched for now, as is asked now.
search::Mode mode_of(const store::StudyRecord& study, const search::SearchSettings& settings) {
    const auto& now = settings.objective;
    return now && now->metric == study.metric ? now->mode : study.mode;
}

// Distinct, the best first; of several objectives those of the Pareto front.
std::vector<Learned> best_trials(const store::StudyRecord& study, const search::Experiment& experiment) {
    std::vector<const store::TrialRecord*> trials;
    const auto front = study.objectives.empty() ? std::vector<int>{} : study.pareto_front();
    for (const auto& trial : study.trials) {
        const bool is_result = search::has_result(trial.state, trial.objective) && !(trial.violation > 0);
        const bool counts =
            study.objectives.empty() ? is_result : std::ranges::find(front, trial.number) != front.end();
        if (counts) trials.push_back(&trial);
    }
    const search::Mode mode = mode_of(study, experiment.search);
    if (study.objectives.empty())
        std::ranges::stable_sort(trials, [mode](const auto* a, const auto* b) {
            return search::is_better(*a->objective, *b->objective, mode);
        });
    std::vector<Learned> out;
    for (const auto* trial : trials) {
        space::Params params = search::within(experiment.space, trial->params);
        if (params.as_dict().empty() || std::ranges::find(out, params, &Learned::params) != out.end()) continue;
        search::Origin from = store::origin_of(study, trial->number);
        from.how = search::Origin::How::warm_start;
        out.push_back({std::move(params), std::move(from)});
        if (out.size() == most_of_a_study) break;
    }
    return out;
}

}  // namespace

Result<std::vector<Learned>> warm_start(const search::Experiment& experiment) {
    if (experiment.purpose != search::Purpose::search) return std::vector<Learned>{};
    std::vector<std::vector<Learned>> by_study;
    for (const std::string& written : experiment.search.warm_start) {
        const auto folder = (experiment.folder / written).lexically_normal();
        auto study =
            store::is_study_folder(folder) ? store::read_study(folder) : fail("there is no study in this folder");
        if (!study) {
            Error error{"cannot start from what " + folder.string() + " learned: " + study.error().what,
                        "give the folders of past studies, or remove the line"};
            error.key = "search.warm_start";
            error.file = experiment.source;
            return fail(std::move(error));
        }
        by_study.push_back(best_trials(*study, experiment));
    }
    std::vector<Learned> out;
    for (std::size_t rank = 0; rank < most_of_a_study; ++rank)
        for (const auto& learned : by_study) {
            if (rank >= learned.size() || out.size() >= most) continue;
            const Learned& one = learned[rank];
            if (std::ranges::find(out, one.params, &Learned::params) == out.end()) out.push_back(one);
        }
    return out;
}

}  // namespace lathe::run
