// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/environment_difference.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/config/diff.h"

namespace lathe::provenance {

namespace {

using config::Dict;
using config::List;
using config::Value;

// "/usr/lib/libopenblas.so.0.3.21" and "libopenblas-r0.3.21.so": what stays when the version changes.
std::string library_name(std::string_view path) {
    auto name = path.substr(path.rfind('/') + 1);
    name = name.substr(0, name.find(".so"));
    if (const auto at = name.find_first_of("-_"); at != name.npos) {
        const auto version = name.substr(at + 1);
        const auto digits = version.starts_with('r') ? version.substr(1) : version;
        if (!digits.empty() && digits.find_first_not_of("0123456789.") == digits.npos) name = name.substr(0, at);
    }
    return std::string(name);
}

// Lists compare by position: one entry more would make all behind it differ. So they become dicts, by what names them.
template <class Name>
Value keyed(const List& list, Name name_of) {
    Dict dict;
    std::map<std::string, int> seen;  // several of one name: NAME, NAME#2 ...
    for (const auto& item : list) {
        std::string name = name_of(item);
        if (const int n = ++seen[name]; n > 1) name += "#" + std::to_string(n);
        dict.emplace_back(std::move(name), item);
    }
    return dict;
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> parts) {
    return std::any_of(parts.begin(), parts.end(), [&](auto part) { return text.find(part) != text.npos; });
}

}  // namespace

Value comparable_environment(Value environment) {
    auto* const cpu = environment.get("cpu");
    auto* const sets = cpu != nullptr ? cpu->get("instruction_sets") : nullptr;
    if (sets != nullptr && sets->is_list()) {
        Dict each;
        for (const auto& set : sets->as_list())
            if (set.is_string()) each.emplace_back(set.as_string(), true);
        *sets = Value(std::move(each));
    }
    if (auto* gpus = environment.get("gpus"); gpus != nullptr && gpus->is_list())
        *gpus = keyed(gpus->as_list(), [](const Value& gpu) { return gpu.string_or("device", "gpu"); });
    if (auto* libraries = environment.get("libraries"); libraries != nullptr && libraries->is_list())
        *libraries = keyed(libraries->as_list(),
                           [](const Value& library) { return library_name(library.string_or("path", "")); });
    return environment;
}

int explanatory_rank(std::string_view path) {
    enum { torch, python, sets, gpus, threads, computing, libraries, cpu, lathe, variables, container, system };
    if (path.starts_with("torch")) return torch;
    if (path.starts_with("cpu.instruction_sets")) return sets;
    if (path.starts_with("gpus")) return gpus;
    if (path.starts_with("variables"))
        return holds_any(path, {"OMP", "BLAS", "MKL", "KMP", "BLIS", "DNN", "CUDA", "TF32", "ATEN", "TORCH", "LD_"})
                   ? threads
                   : variables;
    // Of a program of somebody's: what it runs in, and which of its packages compute.
    const bool is_package = path.starts_with("python.packages") || path.starts_with("conda.packages");
    if (is_package &&
        holds_any(path, {"numpy", "scipy", "torch", "tensorflow", "jax", "keras", "lightning", "sklearn",
                         "scikit-learn", "numba", "cupy", "mkl", "blas", "nvidia", "xgboost", "lightgbm"}))
        return computing;
    if (is_package || path.starts_with("python.debian") || path.starts_with("python.sources")) return libraries;
    if (path.starts_with("python") || path.starts_with("program") || path.starts_with("conda")) return python;
    if (path.starts_with("libraries"))
        return holds_any(path, {"blas", "lapack", "torch", "c10", "mkl", "dnn", "gomp", "iomp", "libomp", "cuda",
                                "cufft", "cusolver", "cusparse", "nccl", "libm.", "sleef", "libgfortran"})
                   ? computing
                   : libraries;
    if (path.starts_with("cpu")) return cpu;
    if (path.starts_with("lathe")) return lathe;
    if (path.starts_with("container")) return container;
    return system;
}

std::vector<Difference> environment_difference(const Value& a, const Value& b) {
    std::vector<Difference> differences;
    for (auto& change : config::diff(comparable_environment(a), comparable_environment(b)))
        differences.push_back({std::move(change.path), std::move(change.left), std::move(change.right)});
    std::ranges::stable_sort(differences, {}, [](const Difference& one) { return explanatory_rank(one.path); });
    return differences;
}

}  // namespace lathe::provenance
