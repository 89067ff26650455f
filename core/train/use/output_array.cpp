// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/output_array.h"

#include <torch/types.h>

#include "core/train/error.h"

namespace lathe::train {

void OutputArray::add(const Inputs& inputs, std::int64_t first, const Batch& batch, const torch::Tensor& outputs) {
    if (!outputs.defined() || outputs.dim() == 0 || outputs.size(0) != batch.size)
        throw TrainError("the module does not predict one answer for each sample",
                         "let its predict_step return [samples, ...]");
    if (of_answer_.empty() && outputs.scalar_type() == torch::kDouble) type_ = NpyType::float64;
    const torch::Tensor values = outputs.to(type_ == NpyType::float64 ? torch::kDouble : torch::kFloat).contiguous();
    const bool of_characters = kind_ == SampleKind::text && values.dim() > 2;
    const std::int64_t in_sample = of_characters ? values.size(1) : 1;
    std::vector<std::int64_t> of_answer = values.sizes().slice(of_characters ? 2 : 1).vec();
    if (of_answer.empty()) of_answer.push_back(1);
    constexpr std::size_t most_sizes = 7;  // of an answer, as the header has room for
    if (of_answer.size() > most_sizes)
        throw TrainError("the module's answers have " + std::to_string(of_answer.size()) + " dimensions, more than " +
                             std::to_string(most_sizes),
                         "let its predict_step return fewer");
    if (!of_answer_.empty() && of_answer != of_answer_)
        throw TrainError("the module's answers differ in their size from batch to batch",
                         "let its predict_step return [samples, ...], always of the same sizes");
    of_answer_ = std::move(of_answer);
    std::int64_t numbers = 1;  // of an answer
    for (const std::int64_t size : of_answer_) numbers *= size;
    for (std::int64_t i = 0; i < batch.size; ++i) {
        if (inputs.failure(first + i) != nullptr) continue;
        const std::int64_t begin = of_characters ? inputs.first_answer(first + i) : 0;
        const std::int64_t size = numbers * static_cast<std::int64_t>(values.element_size());  // bytes
        const auto* from = static_cast<const char*>(values.data_ptr()) + (i * in_sample + begin) * size;
        write_({from, static_cast<std::size_t>((in_sample - begin) * size)});
        rows_ += in_sample - begin;
    }
}

std::vector<std::int64_t> OutputArray::shape() const {
    std::vector<std::int64_t> sizes{rows_};
    if (of_answer_.empty()) sizes.push_back(1);
    sizes.insert(sizes.end(), of_answer_.begin(), of_answer_.end());
    return sizes;
}

std::string OutputArray::header() const {
    return npy_header(shape(), type_);
}

}  // namespace lathe::train
