// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/gru.h"

namespace lathe::train {

namespace nn = torch::nn;

Gru::Gru(const GruOptions& options, const InputSpec& input)
    : layers_(options.layers),
      hidden_(options.hidden),
      embedding_(nn::EmbeddingOptions(input.classes, options.embedding)),
      gru_(nn::GRUOptions(options.embedding, options.hidden)
               .num_layers(options.layers)
               .batch_first(true)
               .dropout(options.layers > 1 ? options.dropout : 0)),
      head_(nn::LinearOptions(options.hidden, input.classes)) {
    register_module("embedding", embedding_);
    register_module("gru", gru_);
    register_module("head", head_);
}

// LibTorch would make them itself, but for a batch of this size alone when it is traced.
torch::Tensor Gru::first_state(const torch::Tensor& embedded) const {
    const torch::Tensor of_sample = torch::zeros_like(embedded.select(1, 0).narrow(1, 0, 1));
    return of_sample.unsqueeze(0).expand({layers_, -1, hidden_}).contiguous();
}

torch::Tensor Gru::forward(const torch::Tensor& x) {
    const torch::Tensor embedded = embedding_->forward(x);
    return head_->forward(std::get<0>(gru_->forward(embedded, first_state(embedded))));
}

}  // namespace lathe::train
