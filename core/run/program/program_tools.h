// SPDX-License-Identifier: GPL-3.0-or-later
// What Lathe brings for programs of others.
#pragma once

#include <string>

namespace lathe::run {

struct ProgramTools {
    std::string supervisor;     // the path of lathe-supervise
    std::string python_folder;  // of the package `lathe`, where Python does not find it by itself; may be empty
};

}  // namespace lathe::run
