// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/live_trials.h"

#include <algorithm>

#include "core/base/json_members.h"
#include "core/remote/answers.h"
#include "core/remote/mirrored_study.h"
#include "core/remote/record_files.h"
#include "core/remote/record_requests.h"
#include "core/store/study_record.h"

namespace lathe::remote {

// nullptr: its study is not in the copy (yet).
MirroredTrial* LiveTrials::find(const TrialPlace& place) {
    const auto found = trials_.find(place);
    if (found != trials_.end() && !found->second.was_removed()) return &found->second;
    const auto& [study, number] = place;
    std::error_code code;
    if (!is_study_name(study) || number < 0 || !fs::is_directory(folder_ / study, code)) return nullptr;
    if (found != trials_.end()) {
        found->second.begin_anew();
        return &found->second;
    }
    return &trials_.emplace(place, MirroredTrial(study, number, store::trial_folder(folder_ / study, number)))
                .first->second;
}

bool LiveTrials::is_refused(const TrialPlace& place) const {
    const auto found = refused_.find(place);
    return found != refused_.end() && found->second == MirroredStudy::version_of(folder_ / place.first);
}

std::vector<LookedAt> LiveTrials::next(const std::vector<LookedAt>& trials) {
    std::vector<LookedAt> open;
    for (const LookedAt& one : trials) {
        const auto* trial = is_refused(one.place) ? nullptr : find(one.place);
        if (trial != nullptr && !(one.is_over && trial->is_whole())) open.push_back(one);
    }
    return open;
}

bool LiveTrials::has_more(const std::vector<LookedAt>& trials) {
    return !next(trials).empty();
}

Result<std::vector<TrialPlace>> LiveTrials::follow(const std::vector<LookedAt>& trials,
                                                   std::chrono::milliseconds wait) {
    std::vector<LookedAt> open = next(trials);
    const auto over = std::ranges::stable_partition(open, [](const LookedAt& one) { return !one.is_over; });
    constexpr auto most = static_cast<std::size_t>(RecordRequests::most_followed);
    if (open.size() > most) {
        // Those that have ended take turns behind those that run.
        if (!over.empty()) std::ranges::rotate(over, over.begin() + static_cast<std::ptrdiff_t>(turn_++ % over.size()));
        open.resize(most);
    }
    std::vector<TrialPlace> news;
    if (open.empty()) return news;
    Json request = {{"do", "follow"}, {"wait", wait.count()}, {"trials", Json::array()}};
    std::vector<std::string> versions;
    for (const LookedAt& one : open) {
        request["trials"].push_back(trials_.at(one.place).request(columns));
        versions.push_back(MirroredStudy::version_of(folder_ / one.place.first));
    }
    const auto answer = host_->request(request);
    if (!answer) return fail(answer.error());
    const Json* list = JsonMembers(*answer).find("trials");
    if (list == nullptr || !list->is_array() || list->size() != open.size()) return senseless("other trials");
    for (std::size_t i = 0; i < open.size(); ++i) {
        const auto& [place, is_over] = open[i];
        MirroredTrial& trial = trials_.at(place);
        if (trial.was_removed()) continue;  // what came goes on with what is gone
        const auto taken =
            (*list)[i].is_object() ? trial.take((*list)[i]) : Result<bool>(senseless("a trial that is none"));
        if (taken && *taken) news.push_back(place);
        else if (taken && is_over) trial.set_whole();
        // What cannot be written here is tried again.
        if (!taken && taken.error().kind != makes_no_sense) return fail(taken.error());
        if (!taken) refused_[place] = versions[i];
        else refused_.erase(place);
    }
    return news;
}

Result<bool> LiveTrials::refine(const TrialPlace& place, const std::vector<CurvePart>& parts) {
    MirroredTrial* trial = is_refused(place) ? nullptr : find(place);
    return trial != nullptr ? trial->refine(*host_, parts) : Result<bool>(false);
}

}  // namespace lathe::remote
