// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/transformer.h"

#include <c10/core/InferenceMode.h>

#include <cmath>
#include <limits>

#include "core/base/plural.h"
#include "core/train/error.h"
#include "core/train/models/recompute.h"

namespace lathe::train {

namespace nn = torch::nn;

TransformerBlock::TransformerBlock(const TransformerOptions& options)
    : heads_(options.heads),
      first_norm_(nn::LayerNormOptions({options.width})),
      second_norm_(nn::LayerNormOptions({options.width})),
      projections_(nn::LinearOptions(options.width, 3 * options.width)),
      output_(nn::LinearOptions(options.width, options.width)),
      up_(nn::LinearOptions(options.width, options.feed_forward)),
      down_(nn::LinearOptions(options.feed_forward, options.width)),
      dropout_(nn::DropoutOptions(options.dropout)) {
    register_module("first_norm", first_norm_);
    register_module("second_norm", second_norm_);
    register_module("projections", projections_);
    register_module("output", output_);
    register_module("up", up_);
    register_module("down", down_);
    register_module("dropout", dropout_);
}

// Written without the size of the batch, so that it can be traced for any.
torch::Tensor TransformerBlock::attend(const torch::Tensor& x, const torch::Tensor& mask) {
    const std::int64_t length = x.size(1);
    const std::int64_t width = x.size(2);
    const auto parts = projections_->forward(x).view({-1, length, 3, heads_, width / heads_}).permute({2, 0, 3, 1, 4});
    const double scale = 1 / std::sqrt(static_cast<double>(width / heads_));
    const torch::Tensor scores = torch::matmul(parts[0], parts[1].transpose(-2, -1)) * scale + mask;
    const torch::Tensor mixed = torch::matmul(dropout_->forward(scores.softmax(-1)), parts[2]);
    return output_->forward(mixed.transpose(1, 2).flatten(2));
}

torch::Tensor TransformerBlock::forward(const torch::Tensor& x, const torch::Tensor& mask) {
    const torch::Tensor attended = x + dropout_->forward(attend(first_norm_->forward(x), mask));
    const torch::Tensor hidden = torch::gelu(up_->forward(second_norm_->forward(attended)));
    return attended + dropout_->forward(down_->forward(hidden));
}

Transformer::Transformer(const TransformerOptions& options, const InputSpec& input)
    : characters_(nn::EmbeddingOptions(input.classes, options.width)),
      places_(nn::EmbeddingOptions(input.height, options.width)),
      dropout_(nn::DropoutOptions(options.dropout)),
      norm_(nn::LayerNormOptions({options.width})),
      head_(nn::LinearOptions(options.width, input.classes)),
      recomputes_(options.recompute) {
    if (options.width % options.heads != 0) {
        throw TrainError("a width of " + std::to_string(options.width) + " cannot be divided among " +
                             counted(options.heads, "head"),
                         "make network.width a multiple of network.heads", "network.width");
    }
    register_module("characters", characters_);
    register_module("places", places_);
    register_module("dropout", dropout_);
    for (std::int64_t i = 0; i < options.layers; ++i) {
        blocks_.push_back(register_module("block" + std::to_string(i), std::make_shared<TransformerBlock>(options)));
    }
    register_module("norm", norm_);
    register_module("head", head_);
    // No character sees a later one.
    mask_ = torch::full({input.height, input.height}, -std::numeric_limits<float>::infinity()).triu(1);
}

torch::Tensor Transformer::forward(const torch::Tensor& x) {
    const std::int64_t length = x.size(1);
    const torch::Tensor places = torch::arange(length, x.options());
    torch::Tensor h = dropout_->forward(characters_->forward(x) + places_->forward(places));
    if (mask_.device() != h.device() || mask_.scalar_type() != h.scalar_type()) {
        const c10::InferenceMode normal(false);  // it is kept for the training, too
        mask_ = mask_.to(h.options());
    }
    const torch::Tensor mask = mask_.slice(0, 0, length).slice(1, 0, length);
    for (const auto& block : blocks_) {
        if (recomputes_ && h.requires_grad())
            h = recomputed([block, mask](const torch::Tensor& in) { return block->forward(in, mask); }, h);
        else h = block->forward(h, mask);
    }
    return head_->forward(norm_->forward(h));
}

}  // namespace lathe::train
