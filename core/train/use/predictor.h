// SPDX-License-Identifier: GPL-3.0-or-later
// A trained model applied to samples, batch by batch.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "core/train/data/dataset.h"
#include "core/train/use/trained_model.h"

namespace lathe::train {

class Predictor {
  public:
    // What is asked of the model.
    enum class Wanted : std::uint8_t {
        answers,  // Module::predict_step: probabilities of classes, numbers in a person's units
        outputs   // of the network itself: scores
    };
    // `model` outlives it.
    Predictor(const TrainedModel& model, Wanted wanted);

    // Each batch in order: the index of its first sample, its samples, and what the model gives for them, both on the
    // CPU.
    using Take = std::function<void(std::int64_t first, const Batch& batch, const torch::Tensor& answers)>;
    // Gives `take` what the model answers for the samples, batch by batch. Throws what the model and the samples throw,
    // and PreparationStopped after a batch when `choice` says stop.
    void run(const std::shared_ptr<const Dataset>& samples, const ModelChoice& choice, const Take& take) const;

  private:
    torch::Tensor answer(const Batch& batch, std::int64_t number) const;

    const TrainedModel& model_;
    Wanted wanted_;
};

}  // namespace lathe::train
