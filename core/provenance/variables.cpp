// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/variables.h"

#include <unistd.h>
#include <algorithm>
#include <string_view>

#include "core/provenance/secrets.h"

namespace lathe::provenance {

namespace {

constexpr std::string_view relevant_prefixes[] = {"OMP_",    "OPENBLAS_", "MKL_",    "KMP_",   "GOMP_",   "BLIS_",
                                                  "VECLIB_", "GOTO_",     "CUBLAS_", "CUDNN_", "NCCL_",   "LC_",
                                                  "TORCH_",  "PYTORCH_",  "ATEN_",   "DNNL_",  "ONEDNN_", "LATHE_"};
constexpr std::string_view relevant_names[] = {"CUBLAS_WORKSPACE_CONFIG",
                                               "CUDA_VISIBLE_DEVICES",
                                               "CUDA_DEVICE_ORDER",
                                               "CUDA_LAUNCH_BLOCKING",
                                               "NVIDIA_TF32_OVERRIDE",
                                               "NVIDIA_VISIBLE_DEVICES",
                                               "LANG",
                                               "LANGUAGE",
                                               "LD_LIBRARY_PATH",
                                               "LD_PRELOAD",
                                               "LD_BIND_NOW",
                                               "GLIBC_TUNABLES",
                                               "ATEN_CPU_CAPABILITY",
                                               "MALLOC_ARENA_MAX",
                                               "TZ"};

bool is_relevant(std::string_view name) {
    return std::find(std::begin(relevant_names), std::end(relevant_names), name) != std::end(relevant_names) ||
           std::any_of(std::begin(relevant_prefixes), std::end(relevant_prefixes),
                       [&](auto prefix) { return name.starts_with(prefix); });
}

}  // namespace

Variables process_variables() {
    Variables variables;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (equals != text.npos) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

config::Value relevant_variables(const Variables& variables) {
    config::Dict facts;
    for (const auto& [name, text] : variables)
        if (is_relevant(name) && !is_secret_name(name)) facts.emplace_back(name, without_secret_parts(text));
    return facts;
}

}  // namespace lathe::provenance
