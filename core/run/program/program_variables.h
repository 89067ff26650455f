// The variables of a process that Lathe starts. Read while no other thread changes this process's own.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lathe::run {

// NAME and value.
using Variables = std::vector<std::pair<std::string, std::string>>;

// NAME=VALUE: this process's variables with others in their place. NNI's command channel is left out: it would be that
// of the NNI trial that Lathe itself was started by.
std::vector<std::string> environment_with(const Variables& variables);

// PYTHONPATH with the folder of the package `lathe`, after what the person has there; "": Python finds it by itself.
void add_python_folder(const std::string& folder, Variables& variables);

}  // namespace lathe::run
