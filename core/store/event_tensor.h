// SPDX-License-Identifier: GPL-3.0-or-later
// The content of tensors in event files, whichever of its fields a writer has used.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lathe::tensorboard {
class Tensor;
}

namespace lathe::store {

// The numbers of a float or double tensor, in the order of memory; empty: it is none of them.
std::vector<double> numbers_of(const tensorboard::Tensor& tensor);

// The content of a string tensor.
struct TensorTexts {
    std::vector<std::string> texts;
    std::vector<std::int64_t> shape;  // empty: one text alone
};
// The texts in the order of memory; none when it is no string tensor.
TensorTexts texts_of(const tensorboard::Tensor& tensor);

}  // namespace lathe::store
