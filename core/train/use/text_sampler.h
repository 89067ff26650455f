// SPDX-License-Identifier: GPL-3.0-or-later
// Text that goes on from a prompt, character by character, as a trained model of characters would have it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/train/data/alphabet.h"
#include "core/train/use/trained_model.h"

namespace lathe::train {

class TextSampler {
  public:
    // `model` outlives it. TrainError: it is no model of text, or does not know the prompt's characters.
    TextSampler(const TrainedModel& model, const SampleRequest& request);

    // What the text goes on from: the prompt, or what stands for an empty one.
    const std::string& beginning() const { return beginning_; }
    // Draws the next character, which is part of what the following ones go on from.
    const std::string& next();

    // Draws the place of one score by softmax(scores / temperature) over the `top_k` highest (0: all); temperature 0:
    // the place of the highest.
    static std::int64_t draw(const std::vector<double>& scores, double temperature, std::int64_t top_k, Random& random);

  private:
    const TrainedModel& model_;
    const SampleRequest& request_;
    Alphabet alphabet_;
    std::string beginning_;
    std::vector<std::int64_t> context_;
    Random random_;
};

}  // namespace lathe::train
