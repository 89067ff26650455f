// SPDX-License-Identifier: GPL-3.0-or-later
// The BLAS library that LibTorch found, and the setting at which it is fast.
#pragma once

#include <string>

namespace lathe::train {

// Sets OpenBLAS's pthread build to one thread, once: it has threads of its own that fight LibTorch's OpenMP threads for
// the cores (an epoch takes twice as long). Other builds are left as they are. Any thread.
void prepare_blas();
// Which BLAS is used, for records: "OpenBLAS 0.3.21 (OpenMP)", "OpenBLAS 0.3.21 (pthreads, held to 1 thread)", "unknown
// BLAS".
std::string blas_description();

}  // namespace lathe::train
