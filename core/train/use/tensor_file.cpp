// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/tensor_file.h"

#include <array>
#include <cstring>

#include <torch/types.h>

#include "core/train/error.h"
#include "core/train/use/safetensors.h"

namespace lathe::train {

namespace {

struct SafeType {
    const char* name;
    torch::ScalarType type;
};
constexpr std::array<SafeType, 10> safe_types{{{"F32", torch::kFloat},
                                               {"F64", torch::kDouble},
                                               {"F16", torch::kHalf},
                                               {"BF16", torch::kBFloat16},
                                               {"I64", torch::kInt64},
                                               {"I32", torch::kInt32},
                                               {"I16", torch::kInt16},
                                               {"I8", torch::kInt8},
                                               {"U8", torch::kUInt8},
                                               {"BOOL", torch::kBool}}};

std::string safe_type_of(const std::string& name, torch::ScalarType type) {
    for (const SafeType& known : safe_types)
        if (known.type == type) return known.name;
    throw TrainError("tensor " + name + " has numbers of type " + torch::toString(type) + ", which safetensors lacks");
}

}  // namespace

std::string safetensors_bytes(const NamedTensors& tensors, const std::map<std::string, std::string>& metadata) {
    SafeTensors file;
    file.metadata = metadata;
    for (const auto& [name, tensor] : tensors) {
        file.tensors.push_back({name, safe_type_of(name, tensor.scalar_type()), tensor.sizes().vec(),
                                std::string_view(static_cast<const char*>(tensor.data_ptr()), tensor.nbytes())});
    }
    return write_safetensors(file);
}

Result<NamedTensors> tensors_of_safetensors(std::string_view bytes) {
    const auto file = read_safetensors(bytes);
    if (!file) return fail(file.error());
    NamedTensors tensors;
    for (const SafeTensor& one : file->tensors) {
        for (const SafeType& known : safe_types) {
            if (one.type != known.name) continue;
            torch::Tensor tensor = torch::empty(one.shape, known.type);
            if (!one.bytes.empty()) std::memcpy(tensor.data_ptr(), one.bytes.data(), one.bytes.size());
            tensors.emplace_back(one.name, std::move(tensor));
        }
    }
    return tensors;
}

}  // namespace lathe::train
