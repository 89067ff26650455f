// The files of resources/templates, compiled in.
#pragma once

#include <string_view>

namespace lathe::ctl {

// @NAME@ stands for the name that the person chose.
extern const std::string_view module_cmake_template;
extern const std::string_view module_source_template;
extern const std::string_view module_experiment_template;

}  // namespace lathe::ctl
