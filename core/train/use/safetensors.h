// SPDX-License-Identifier: GPL-3.0-or-later
// Files of tensors in the format safetensors: a length (8 bytes, little-endian), a JSON header that names type, shape
// and place of each tensor, and their bytes. No torch; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace lathe::train {

// A tensor of such a file.
struct SafeTensor {
    std::string name;
    std::string type;  // "F32", "BF16", "I64", ...
    std::vector<std::int64_t> shape;
    std::string_view bytes;  // C order, little-endian; valid as long as the file's
};

struct SafeTensors {
    std::vector<SafeTensor> tensors;  // in the order of the header
    std::map<std::string, std::string> metadata;
};

// How many bytes a number of this type has; 0: the type is not known.
std::int64_t safe_type_size(std::string_view type);

// Reads a file's bytes. A tensor lies within the file and beside the others, without gaps, and is as large as its shape
// says. The error, without the name of the file: what is damaged.
Result<SafeTensors> read_safetensors(std::string_view bytes);
// The bytes of a file. `tensors`: of known types, each as large as its shape says. A tensor begins at a multiple of the
// size of its numbers.
std::string write_safetensors(const SafeTensors& tensors);

}  // namespace lathe::train
