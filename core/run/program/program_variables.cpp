// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_variables.h"

#include <cstdlib>

namespace lathe::run {

void add_python_folder(const std::string& folder, Variables& variables) {
    if (folder.empty()) return;
    const char* before = std::getenv("PYTHONPATH");
    variables.emplace_back("PYTHONPATH",
                           before != nullptr && *before != 0 ? std::string(before) + ":" + folder : folder);
}

}  // namespace lathe::run
