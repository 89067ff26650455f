// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_scalars.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>

namespace lathe::store {

namespace {

template <class T>
T from_little_endian(std::string_view bytes) {
    std::array<char, sizeof(T)> copy{};
    std::copy_n(bytes.begin(), sizeof(T), copy.begin());
    if constexpr (std::endian::native == std::endian::big) std::reverse(copy.begin(), copy.end());
    return std::bit_cast<T>(copy);
}

// A scalar as a tensor: one float or double, in a typed field or as raw little-endian bytes.
std::optional<double> scalar_of(const tensorboard::Tensor& tensor) {
    constexpr int type_float = 1, type_double = 2;
    const std::string& raw = tensor.tensor_content();
    if (tensor.dtype() == type_float) {
        if (tensor.float_val_size() == 1) return tensor.float_val(0);
        if (raw.size() == sizeof(float)) return from_little_endian<float>(raw);
    }
    if (tensor.dtype() == type_double) {
        if (tensor.double_val_size() == 1) return tensor.double_val(0);
        if (raw.size() == sizeof(double)) return from_little_endian<double>(raw);
    }
    return std::nullopt;
}

}  // namespace

std::optional<double> scalar_of(const tensorboard::Summary::Value& value) {
    if (value.has_simple_value()) return value.simple_value();
    if (value.has_tensor()) return scalar_of(value.tensor());
    return std::nullopt;
}

}  // namespace lathe::store
