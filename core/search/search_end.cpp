// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/search_end.h"

#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/search/experiment_text.h"
#include "core/search/tuner.h"

namespace lathe::search {

namespace {

// "": it has no end, or one that comes after that of the trials.
std::string end_of_space(const Experiment& experiment) {
    const SearchSettings& search = experiment.search;
    const TunerKind* kind = find_tuner_kind(search.tuner.name);
    if (kind == nullptr) return {};
    if (kind->source == Source::list) return "once its list has been tried";
    const auto all = experiment.space.cardinality();
    if (kind->repeats != Repeats::never || !all) return {};
    const bool is_beyond_reach = search.max_trials && *all > static_cast<std::uint64_t>(*search.max_trials);
    return is_beyond_reach ? std::string() : fmt::format("once the space is exhausted ({})", counted(*all, "trial"));
}

}  // namespace

std::string end_of_search(const Experiment& experiment) {
    const SearchSettings& search = experiment.search;
    std::vector<std::string> ends;
    if (search.max_trials)
        ends.push_back(fmt::format("after {}{}", counted(*search.max_trials, "trial"),
                                   search.says_max_trials ? "" : " (the default of search.max_trials)"));
    if (search.max_duration) ends.push_back(fmt::format("once {} has passed", duration_text(*search.max_duration)));
    if (search.no_improvement)
        ends.push_back(
            fmt::format("once {} in a row brought no improvement", counted(*search.no_improvement, "trial")));
    if (search.expected_regret)
        ends.push_back(fmt::format("once the best trial is expected to be less than {} worse than the best there is",
                                   *search.expected_regret));
    if (auto end = end_of_space(experiment); !end.empty()) ends.push_back(std::move(end));
    if (ends.empty()) return "nothing ends the search but a person: give search.max_trials or search.max_duration";
    return fmt::format("the search ends {}{}", fmt::join(ends, ", or "),
                       ends.size() > 1 ? ", whichever comes first" : "");
}

}  // namespace lathe::search
