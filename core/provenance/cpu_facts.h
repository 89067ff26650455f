// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/config/value.h"

namespace lathe::provenance {

// What the processor is: {model, instruction_sets, cores, threads, affinity} from /proc below `root`. The instruction
// sets are those by which numerical libraries choose their kernels; affinity is the list of processors that this
// process may use ("0-3,8").
config::Value cpu_facts(const fs::path& root);

}  // namespace lathe::provenance
