// SPDX-License-Identifier: GPL-3.0-or-later
// A causal transformer over characters (Vaswani et al. 2017; learned places, normalisation first).
#pragma once

#include <torch/nn/modules/container/modulelist.h>
#include <torch/nn/modules/dropout.h>
#include <torch/nn/modules/embedding.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/normalization.h>

#include "core/train/models/model_options.h"
#include "core/train/models/network.h"

namespace lathe::train {

// Attention and feed-forward layers, each added to what goes in.
class TransformerBlock : public torch::nn::Module {
  public:
    // The width is a multiple of the heads; not checked here.
    explicit TransformerBlock(const TransformerOptions& options);
    // Computes the block: x [batch, length, width] -> the same shape; mask [length, length] is added to the scores.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& mask);

  private:
    torch::Tensor attend(const torch::Tensor& x, const torch::Tensor& mask);

    std::int64_t heads_;
    torch::nn::LayerNorm first_norm_;
    torch::nn::LayerNorm second_norm_;
    torch::nn::Linear projections_;  // queries, keys and values at once
    torch::nn::Linear output_;
    torch::nn::Linear up_;
    torch::nn::Linear down_;
    torch::nn::Dropout dropout_;
};

// Takes texts of at most the length that it was made for.
class Transformer : public Network {
  public:
    // `input`: of a text; its height is the longest text, its classes are the characters of the alphabet. TrainError:
    // the width is no multiple of the heads.
    Transformer(const TransformerOptions& options, const InputSpec& input);
    torch::Tensor forward(const torch::Tensor& x) override;

  private:
    torch::nn::Embedding characters_;
    torch::nn::Embedding places_;
    torch::nn::Dropout dropout_;
    std::vector<std::shared_ptr<TransformerBlock>> blocks_;
    torch::nn::LayerNorm norm_;
    torch::nn::Linear head_;
    torch::Tensor mask_;
    bool recomputes_;
};

}  // namespace lathe::train
