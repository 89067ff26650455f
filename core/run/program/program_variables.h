// SPDX-License-Identifier: GPL-3.0-or-later
// The variables that only programs of others get.
#pragma once

#include <string>

#include "core/run/child_process.h"

namespace lathe::run {

// PYTHONPATH with the folder of the package `lathe`, after what the person has there; "": Python finds it by itself.
// Read while no other thread changes this process's own.
void add_python_folder(const std::string& folder, Variables& variables);

}  // namespace lathe::run
