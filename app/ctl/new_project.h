// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl new module|network|data|callback|metric NAME
#pragma once

#include <string>

#include "app/ctl/program.h"

namespace lathe::ctl {

struct NewProject {
    std::string kind;
    std::string name;
    std::string folder;  // "": one of its name
};

// Writes a project that builds a plug-in and tests it, and prints its files.
void new_project(Program& program, const NewProject& wanted);

}  // namespace lathe::ctl
