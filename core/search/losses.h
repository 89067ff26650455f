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
// The Liar that NNI's constant_liar_type names: "worst", "mean"; anything else is `best`. `ignore` has no name.
Liar liar_from_name(std::string_view name);

// The loss of one trial.
struct Scored {
    std::size_t observation;  // index into Observations::all()
    double loss;              // smaller is better; +infinity for NaN and for failed trials
};

// The loss of an ended trial by its (first) objective: smaller is better; +infinity for NaN and for failed trials.
double loss_of(const History& history, const Trial& trial);
// The same with another objective in the place of its own (partial_curves.h).
double loss_of(const History& history, const Trial& trial, const std::optional<double>& objective);

// A loss by which trials that are compared one by one come in the order in which compared_losses() has them: of one
// that breaks constraints a loss beyond any training's, the larger the more it breaks them.
double feasible_first_loss_of(const History& history, const Trial& trial);

// One loss for each of some trials, of which `losses` has all losses and `violations` how much they break constraints.
// Several objectives count by the fronts of those trials that break none (pareto.h); those that break constraints come
// last, by how much. Failed trials, whose losses are infinite, stay so.
std::vector<double> one_loss_each(const std::vector<std::vector<double>>& losses,
                                  const std::vector<double>& violations);

// One loss for each of these ended trials, as one_loss_each() gives it.
std::vector<double> compared_losses(const History& history, const std::vector<const Trial*>& trials);

// The losses of all trials that have or are taken for one, by trial number; trials that were stopped early count as if
// they had come to their end (partial_curves.h). Of several objectives the loss goes by the fronts (pareto.h); those
// that break constraints come last. Canceled trials are left out, running ones too while nothing has finished.
std::vector<Scored> losses(const Observations& observations, Liar liar);

// The order from best to worst, ties by number: indexes into `scored`.
std::vector<std::size_t> ranking(const std::vector<Scored>& scored);

}  // namespace lathe::search
