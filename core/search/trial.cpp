// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/trial.h"

#include <array>
#include <cmath>

namespace lathe::search {

namespace {

constexpr std::array<std::string_view, 7> state_names = {"WAITING",       "RUNNING",       "SUCCEEDED",   "FAILED",
                                                         "EARLY_STOPPED", "USER_CANCELED", "SYS_CANCELED"};

}  // namespace

std::string_view name_of(TrialState state) {
    return state_names[static_cast<std::size_t>(state)];
}

std::optional<TrialState> state_from_name(std::string_view name) {
    for (std::size_t i = 0; i < state_names.size(); ++i)
        if (state_names[i] == name) return static_cast<TrialState>(i);
    return std::nullopt;
}

bool has_result(TrialState state, const std::optional<double>& objective) {
    const bool counts = state == TrialState::succeeded || state == TrialState::early_stopped;
    return counts && objective && std::isfinite(*objective);
}

bool is_better(double a, double b, Mode mode) {
    if (std::isnan(a)) return false;
    if (std::isnan(b)) return true;
    return mode == Mode::minimize ? a < b : a > b;
}

}  // namespace lathe::search
