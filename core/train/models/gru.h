// SPDX-License-Identifier: GPL-3.0-or-later
// A recurrent model of characters (gated recurrent units, Cho et al. 2014).
#pragma once

#include <torch/nn/modules/embedding.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/rnn.h>

#include "core/train/models/model_options.h"
#include "core/train/models/network.h"

namespace lathe::train {

// Embedding, layers of gated units, and a linear layer.
class Gru : public Network {
  public:
    // `input`: of a text; its classes are the characters of the alphabet.
    Gru(const GruOptions& options, const InputSpec& input);
    torch::Tensor forward(const torch::Tensor& x) override;

  private:
    // Of the layers before the first character: zeros [layers, batch, hidden].
    torch::Tensor first_state(const torch::Tensor& embedded) const;

    std::int64_t layers_;
    std::int64_t hidden_;
    torch::nn::Embedding embedding_;
    torch::nn::GRU gru_;
    torch::nn::Linear head_;
};

}  // namespace lathe::train
