// SPDX-License-Identifier: GPL-3.0-or-later
// Objectives as losses to be minimised, with a value for the trials that have none.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/search/observations.h"

namespace lathe::search {

// What a trial that still runs is taken for (constant liar: Ginsbourger et al. 2010).
enum class Liar : std::uint8_t { best, worst, mean, ignore };
Liar liar_from_name(std::string_view name);

struct Scored {
    std::size_t observation;  // index into Observations::all()
    double loss;              // smaller is better; +infinity for NaN and for failed trials
};

// Of an ended trial, by its (first) objective.
double loss_of(const History& history, const Trial& trial);
// The same with another objective in the place of its own (partial_curves.h).
double loss_of(const History& history, const Trial& trial, const std::optional<double>& objective);

// Of ended trials that are compared with each other; of several objectives by their fronts (pareto.h).
std::vector<double> compared_losses(const History& history, const std::vector<const Trial*>& trials);

// By trial number; trials that were stopped early as if they had come to their end (partial_curves.h). Of several
// objectives the loss goes by the fronts (pareto.h). Canceled trials are left out, running ones too while nothing has
// finished.
std::vector<Scored> losses(const Observations& observations, Liar liar);

// The order from best to worst, ties by number: indexes into `scored`.
std::vector<std::size_t> ranking(const std::vector<Scored>& scored);

}  // namespace lathe::search
