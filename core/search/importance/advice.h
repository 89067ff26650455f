// SPDX-License-Identifier: GPL-3.0-or-later
// What the trials so far say of each parameter, in a form of which a sentence can be made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/search/importance/importance.h"

namespace lathe::search {

// With fewer trials that have a result no advice is given: where the best three of them are may well be chance.
inline constexpr std::size_t min_advice_trials = 20;

struct Advice {
    // How much a parameter matters, in words. unknown: there are fewer trials than min_advice_trials.
    enum class Weight : std::uint8_t { most, some, little, unknown };

    std::string path;  // of the column
    Weight weight = Weight::little;
    double share = 0;
    double deviation = 0;
    bool is_choice = false;
    // Where the best tenth of the trials is (three at least, of those that keep the constraints): the middle of them,
    // or what most of them chose. nullopt: they are all over the range, or too few.
    std::optional<config::Value> near;
    std::optional<std::pair<config::Value, config::Value>> range;  // of a number: the middle half of them
    std::size_t more_trials = 0;  // with a result, that are still needed; 0: there are enough
};

// What to say of each column, the most important first. `importances` in the order of the columns.
std::vector<Advice> advice_from(const Observations& seen, const std::vector<Importance>& importances);

// A value as it stands in advice, numbers with two digits, or all of those before the point where they are not too
// many: "0.003", "64", "1480", "adam".
std::string short_text(const config::Value& value);

// The advice as a sentence: "opt.lr matters most (62 +- 5 %); keep it near 0.003 (0.001 to 0.008)". Where trials are
// missing: "opt.lr: 16 more trials are needed to say whether it matters".
std::string sentence_of(const Advice& advice);

}  // namespace lathe::search
