// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/nni/names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace lathe::search {

namespace {

constexpr std::array tuners = {NniName{"TPE", "TPE"},
                               NniName{"Random", "Random"},
                               NniName{"GridSearch", "GridSearch"},
                               NniName{"Anneal", "Anneal"},
                               NniName{"Evolution", "Evolution"},
                               NniName{"SMAC", "SMAC"},
                               NniName{"BatchTuner", "Batch"},
                               NniName{"GPTuner", "GP"},
                               NniName{"PBTTuner", "PBT"},
                               NniName{"PPOTuner", "PPO"},
                               NniName{"Hyperband", "Hyperband", true},
                               NniName{"BOHB", "BOHB", true}};
constexpr std::array assessors = {NniName{"Medianstop", "Medianstop"}, NniName{"Curvefitting", "Curvefitting"}};

std::string folded(std::string_view name) {
    std::string out(name);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

template <class Names>
const NniName* find(const Names& names, std::string_view name) {
    const auto same = [&](const NniName& one) {
        return folded(one.nni) == folded(name) || folded(one.lathe) == folded(name);
    };
    const auto found = std::ranges::find_if(names, same);
    return found == names.end() ? nullptr : &*found;
}

}  // namespace

const NniName* nni_tuner(std::string_view name) {
    return find(tuners, name);
}

const NniName* nni_assessor(std::string_view name) {
    return find(assessors, name);
}

std::vector<std::string_view> nni_arguments(std::string_view lathe_name) {
    static const std::map<std::string_view, std::vector<std::string_view>> known = {
        {"TPE",
         {"seed", "constant_liar_type", "n_startup_jobs", "n_ei_candidates", "linear_forgetting", "prior_weight",
          "gamma"}},
        {"Random", {"seed"}},
        {"Evolution", {"population_size"}},
        {"Hyperband", {"R", "eta"}},
        {"BOHB",
         {"min_budget", "max_budget", "eta", "min_points_in_model", "top_n_percent", "num_samples", "random_fraction",
          "bandwidth_factor", "min_bandwidth"}},
        {"GP", {"utility", "kappa", "xi", "nu", "alpha", "cold_start_num"}},
        {"PBT", {"population_size", "factor", "resample_probability", "fraction"}},
        {"PPO",
         {"trials_per_update", "epochs_per_update", "minibatch_size", "ent_coef", "lr", "vf_coef", "max_grad_norm",
          "gamma", "lam", "cliprange"}},
        {"Medianstop", {"start_step"}},
        {"Curvefitting", {"epoch_num", "start_step", "threshold", "gap"}}};
    const auto found = known.find(lathe_name);
    return found == known.end() ? std::vector<std::string_view>{} : found->second;
}

}  // namespace lathe::search
