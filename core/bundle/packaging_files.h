// SPDX-License-Identifier: GPL-3.0-or-later
// Files of packaging/, as they were when this was built (packaging_files.cpp.in).
#pragma once

#include <string_view>

namespace lathe::bundle {

extern const std::string_view debian_build_packages;
extern const std::string_view debian_runtime_packages;
extern const std::string_view run_script_file;
extern const std::string_view slurm_batch_file;

}  // namespace lathe::bundle
