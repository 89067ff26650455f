// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/blas.h"

#include <dlfcn.h>

namespace lathe::train {

namespace {

template <class Function>
Function find(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

// openblas_get_parallel(): 0 sequential, 1 pthreads, 2 OpenMP
int parallel_kind() {
    const auto get = find<int (*)()>("openblas_get_parallel");
    return get != nullptr ? get() : -1;
}

// "OpenBLAS 0.3.21 DYNAMIC_ARCH ..." -> "OpenBLAS 0.3.21"
std::string version() {
    const auto get = find<const char* (*)()>("openblas_get_config");
    const std::string config = get != nullptr ? get() : "OpenBLAS";
    const std::size_t first = config.find(' ');
    return config.substr(0, first == std::string::npos ? first : config.find(' ', first + 1));
}

}  // namespace

void prepare_blas() {
    const auto set_threads = find<void (*)(int)>("openblas_set_num_threads");
    if (parallel_kind() == 1 && set_threads != nullptr) set_threads(1);
}

std::string blas_description() {
    switch (parallel_kind()) {
        case 0: return version() + " (one thread)";
        case 1: return version() + " (pthreads, held to 1 thread)";
        case 2: return version() + " (OpenMP)";
        default: return find<void*>("mkl_get_max_threads") != nullptr ? "MKL" : "unknown BLAS";
    }
}

}  // namespace lathe::train
