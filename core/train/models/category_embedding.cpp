// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/category_embedding.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/types.h>

#include <algorithm>
#include <string>

namespace lathe::train {

CategoryEmbedding::CategoryEmbedding(const InputSpec& input) {
    std::vector<bool> holds_numbers(static_cast<std::size_t>(input.channels), true);
    for (const CategoryInput& category : input.categories) {
        const std::int64_t numbers = std::min<std::int64_t>(50, (category.count + 1) / 2);
        holds_numbers[static_cast<std::size_t>(category.column)] = false;
        category_columns_.push_back(category.column);
        embeddings_.push_back(
            register_module("column" + std::to_string(category.column), torch::nn::Embedding(category.count, numbers)));
        const c10::NoGradGuard no_grad;
        embeddings_.back()->weight[0].zero_();
        width_ += numbers;
    }
    std::vector<std::int64_t> columns;
    for (std::size_t i = 0; i < holds_numbers.size(); ++i) {
        if (holds_numbers[i]) columns.push_back(static_cast<std::int64_t>(i));
    }
    width_ += static_cast<std::int64_t>(columns.size());
    number_columns_ = torch::tensor(columns, torch::kInt64);
}

torch::Tensor CategoryEmbedding::forward(const torch::Tensor& x) {
    if (number_columns_.device() != x.device()) {
        const c10::InferenceMode normal(false);  // training uses it, too
        number_columns_ = number_columns_.to(x.device());
    }
    std::vector<torch::Tensor> parts{x.index_select(1, number_columns_)};
    for (std::size_t i = 0; i < embeddings_.size(); ++i) {
        parts.push_back(
            embeddings_[i]->forward(x.select(1, category_columns_[i]).to(torch::kInt64)).to(x.scalar_type()));
    }
    return torch::cat(parts, 1);
}

}  // namespace lathe::train
