// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_tensor.h"

#include <algorithm>
#include <array>
#include <bit>

#include "core/store/tensorboard.pb.h"

namespace lathe::store {

namespace {

constexpr int type_float = 1, type_double = 2, type_string = 7;

template <class T>
std::vector<double> little_endian_numbers(const std::string& bytes) {
    std::vector<double> numbers(bytes.size() / sizeof(T));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::array<char, sizeof(T)> copy{};
        std::copy_n(bytes.data() + i * sizeof(T), sizeof(T), copy.begin());
        if constexpr (std::endian::native == std::endian::big) std::reverse(copy.begin(), copy.end());
        numbers[i] = std::bit_cast<T>(copy);
    }
    return numbers;
}

}  // namespace

std::vector<double> numbers_of(const tensorboard::Tensor& tensor) {
    const std::string& raw = tensor.tensor_content();
    if (tensor.dtype() == type_float && tensor.float_val_size() > 0)
        return {tensor.float_val().begin(), tensor.float_val().end()};
    if (tensor.dtype() == type_double && tensor.double_val_size() > 0)
        return {tensor.double_val().begin(), tensor.double_val().end()};
    if (tensor.dtype() == type_float) return little_endian_numbers<float>(raw);
    if (tensor.dtype() == type_double) return little_endian_numbers<double>(raw);
    return {};
}

TensorTexts texts_of(const tensorboard::Tensor& tensor) {
    TensorTexts all;
    if (tensor.dtype() != type_string) return all;
    all.texts.assign(tensor.string_val().begin(), tensor.string_val().end());
    for (const auto& dimension : tensor.tensor_shape().dim()) all.shape.push_back(dimension.size());
    return all;
}

}  // namespace lathe::store
