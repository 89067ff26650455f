// SPDX-License-Identifier: GPL-3.0-or-later
// The files of resources/templates, compiled in: projects that build a plug-in.
#pragma once

#include <array>
#include <string_view>

namespace lathe::ctl {

// In all of them @NAME@ stands for the name that the person chose.
struct ProjectTemplate {
    std::string_view kind;  // of what it brings: "network"
    std::string_view source;
    std::string_view experiment;
};
extern const std::array<ProjectTemplate, 5> project_templates;
// Of every project; @KIND@ stands for the kind.
extern const std::string_view project_cmake_template;

}  // namespace lathe::ctl
