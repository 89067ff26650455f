// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/threading.h"

#include <cstdlib>

namespace lathe::train {

void prepare_environment() {
    if (std::getenv("OMP_WAIT_POLICY") != nullptr) return;
    ::setenv("GOMP_SPINCOUNT", "20000", 0);  // some tens of microseconds: the distance of two operations in a batch
}

}  // namespace lathe::train
