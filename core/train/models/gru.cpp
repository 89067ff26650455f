#include "core/train/models/gru.h"

namespace lathe::train {

namespace nn = torch::nn;

Gru::Gru(const GruOptions& options, const InputSpec& input)
    : embedding_(nn::EmbeddingOptions(input.classes, options.embedding)),
      gru_(nn::GRUOptions(options.embedding, options.hidden)
               .num_layers(options.layers)
               .batch_first(true)
               .dropout(options.layers > 1 ? options.dropout : 0)),
      head_(nn::LinearOptions(options.hidden, input.classes)) {
    register_module("embedding", embedding_);
    register_module("gru", gru_);
    register_module("head", head_);
}

torch::Tensor Gru::forward(const torch::Tensor& x) {
    return head_->forward(std::get<0>(gru_->forward(embedding_->forward(x))));
}

}  // namespace lathe::train
