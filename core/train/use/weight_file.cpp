// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/weight_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

#include <c10/core/GradMode.h>
#include <fmt/format.h>
#include <torch/types.h>

#include "core/base/files.h"
#include "core/train/checkpoint.h"
#include "core/train/data/file_notes.h"
#include "core/train/error.h"
#include "core/train/use/state_dict.h"
#include "core/train/use/tensor_file.h"
#include "core/train/weights.h"

namespace lathe::train {

namespace {

constexpr std::string_view weight_of_checkpoint = "model.";

std::string sizes_text(const torch::Tensor& tensor) {
    return fmt::format("[{}]", fmt::join(tensor.sizes().vec(), ", "));
}

std::string type_text(const torch::Tensor& tensor) {
    switch (tensor.scalar_type()) {
        case torch::kFloat: return "float32";
        case torch::kDouble: return "float64";
        case torch::kHalf: return "float16";
        case torch::kBFloat16: return "bfloat16";
        case torch::kInt64: return "int64";
        case torch::kInt32: return "int32";
        default: return torch::toString(tensor.scalar_type());
    }
}

// Of the module, without "model.".
std::vector<std::pair<std::string, torch::Tensor>> weights_in_order(const Module& module) {
    std::vector<std::pair<std::string, torch::Tensor>> all;
    for (const auto& item : module.named_parameters()) all.emplace_back(item.key(), item.value());
    for (const auto& item : module.named_buffers()) all.emplace_back(item.key(), item.value());
    return all;
}

// A safetensors file begins with the length of its header, which begins with a brace.
bool looks_like_safetensors(std::string_view start) {
    return start.size() >= 9 && start[8] == '{' && start[6] == 0 && start[7] == 0;
}

}  // namespace

Result<WeightFile> read_weight_file(const std::filesystem::path& file) {
    const auto bytes = read_file(file, max_checkpoint_size);
    if (!bytes) return fail(bytes.error());
    const auto named = [&file](Error error) {
        if (error.file.empty()) error.file = file.string();
        return fail(std::move(error));
    };
    if (looks_like_safetensors(*bytes)) {
        auto tensors = tensors_of_safetensors(*bytes);
        if (!tensors) return named(tensors.error());
        return WeightFile{"safetensors", std::move(*tensors)};
    }
    if (is_checkpoint(*bytes)) {
        auto state = decode(*bytes);
        if (!state) return named(state.error());
        WeightFile read{"Lathe checkpoint", {}};
        for (auto& [name, tensor] : state->tensors) {
            if (name.starts_with(weight_of_checkpoint))
                read.tensors.emplace_back(name.substr(weight_of_checkpoint.size()), std::move(tensor));
        }
        return read;
    }
    auto tensors = read_state_dict(file);
    if (!tensors) return fail(tensors.error());
    return WeightFile{"Python state_dict", std::move(*tensors)};
}

NamedTensors named_as_in(const Module* module, const WeightFile& file) {
    if (module == nullptr) return file.tensors;
    std::map<std::string, int> wanted;
    for (const auto& [name, tensor] : weights_in_order(*module)) wanted[name] = 0;
    NamedTensors best = file.tensors;
    std::int64_t most = 0;
    for (const std::string_view taken : {"", "module.", "model.", "network.", "net.", "_orig_mod.", "backbone."}) {
        for (const std::string_view given : {"", "network."}) {
            NamedTensors renamed;
            std::int64_t found = 0;
            for (const auto& [name, tensor] : file.tensors) {
                std::string rest = name.starts_with(taken) ? name.substr(taken.size()) : name;
                std::string now = std::string(given) + rest;
                if (!wanted.contains(now)) {
                    std::replace(rest.begin(), rest.end(), '.', '/');  // of a network that is TorchScript itself
                    if (wanted.contains(std::string(given) + rest)) now = std::string(given) + rest;
                }
                found += wanted.contains(now) ? 1 : 0;
                renamed.emplace_back(std::move(now), tensor);
            }
            if (found <= most) continue;
            most = found;
            best = std::move(renamed);
        }
    }
    return best;
}

std::vector<WeightRow> compare_weights(const Module& module, const NamedTensors& tensors) {
    std::map<std::string, const torch::Tensor*> given;
    for (const auto& [name, tensor] : tensors) given[name] = &tensor;
    std::vector<WeightRow> rows;
    for (const auto& [name, tensor] : weights_in_order(module)) {
        WeightRow row{name, type_text(tensor), {}, sizes_text(tensor), WeightFit::missing_in_file};
        if (const auto found = given.find(name); found != given.end()) {
            row.type = type_text(*found->second);
            row.shape = sizes_text(*found->second);
            row.fit = found->second->sizes() == tensor.sizes() ? WeightFit::fits : WeightFit::other_shape;
            given.erase(found);
        }
        rows.push_back(std::move(row));
    }
    for (const auto& [name, tensor] : tensors) {
        if (given.contains(name))
            rows.push_back({name, type_text(tensor), sizes_text(tensor), {}, WeightFit::not_in_network});
    }
    return rows;
}

std::vector<WeightRow> list_weights(const NamedTensors& tensors) {
    std::vector<WeightRow> rows;
    for (const auto& [name, tensor] : tensors)
        rows.push_back({name, type_text(tensor), sizes_text(tensor), {}, WeightFit::fits});
    return rows;
}

std::string load_what_fits(Module& module, const NamedTensors& tensors) {
    const c10::NoGradGuard no_grad;
    std::map<std::string, torch::Tensor> given(tensors.begin(), tensors.end());
    std::vector<std::string> left;
    std::int64_t taken = 0;
    for (auto& [name, tensor] : weights_in_order(module)) {
        const auto found = given.find(name);
        if (found == given.end() || found->second.sizes() != tensor.sizes()) {
            left.push_back(name);
            continue;
        }
        torch::Tensor(tensor).copy_(found->second);
        given.erase(found);
        ++taken;
    }
    if (taken == 0)
        throw TrainError("no weight of the file fits the network by name and shape",
                         "see which are there with lathectl weights FILE --for EXPERIMENT");
    for (const std::string& name : left) given.erase(name);
    std::vector<std::string> unused;
    for (const auto& [name, tensor] : given) unused.push_back(name);
    if (left.empty() && unused.empty()) return {};
    std::string note = fmt::format("{} weights begin as network.checkpoint has them", taken);
    if (!left.empty()) note += fmt::format(", {} do not fit and begin at random: {}", left.size(), some_of(left));
    if (!unused.empty())
        note += fmt::format("; {} of the file are not in the network: {}", unused.size(), some_of(unused));
    return note;
}

}  // namespace lathe::train
