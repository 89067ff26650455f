// SPDX-License-Identifier: GPL-3.0-or-later
// What the GP tuner models a search with: a Gaussian process for each objective, one for each constraint, and one for
// where trials fail.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/search/ended.h"
#include "core/search/tuners/feasibility.h"
#include "core/search/tuners/gaussian_process.h"
#include "core/search/tuners/kept_limit.h"

namespace lathe::search {

// The kernel of all models of a search.
struct GpKernel {
    double nu;           // smoothness
    double noise_floor;  // added to the fitted noise
};

// The hyperparameters of all models of a search, in the order of its objectives and constraints.
struct GpHyperparameterSet {
    std::vector<GpHyperparameters> objectives;
    std::vector<GpHyperparameters> constraints;
    std::optional<GpHyperparameters> success;  // when there are both failed trials and others
};
// Fits the hyperparameters of all models to at most 128 of the trials: the best, and a sample of the others.
GpHyperparameterSet fit_models(const space::Layout& layout, const GpKernel& kernel, const Ended& ended);

// The models with the data that they have learned from. One thread.
class GpModels {
  public:
    // Learns from at most 300 of the trials, the best and the newest. Layout and `ended` must outlive this.
    GpModels(const space::Layout& layout, const GpKernel& kernel, const Ended& ended,
             const GpHyperparameterSet& hyperparameters);

    // The model of one objective.
    struct Objective {
        GaussianProcess gp;
        // What each trial's loss is taken for, in the model's unit: half way between what was observed, which may be
        // luck, and what the model predicts, which takes roughness for noise. +infinity for failed ones.
        std::vector<double> believed;
    };
    // One for each objective of the search, in its order.
    const std::vector<Objective>& objectives() const { return objectives_; }
    // The models of what may go wrong: that each constraint is kept, in their order, then that the trial does not fail,
    // when trials have failed. Owned by this.
    std::vector<const Chance*> chances() const;

    // Takes a trial that still runs for what is predicted of it, of each objective; nullopt: it is predicted to break a
    // constraint.
    std::optional<std::vector<double>> believe(std::span<const double> row);

    // The trials that did not fail, as indexes into `ended`.
    const std::vector<std::size_t>& finite() const { return finite_; }

  private:
    std::vector<std::size_t> finite_;
    std::vector<Objective> objectives_;
    std::vector<std::unique_ptr<KeptLimit>> limits_;
    std::unique_ptr<Feasibility> success_;
};

}  // namespace lathe::search
