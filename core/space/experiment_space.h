// The search space that an experiment's file holds or names, for those who only show it.
#pragma once

#include <filesystem>

#include "core/space/space.h"

namespace lathe::space {

// Empty when it has none that can be read.
Space space_of_experiment(const std::filesystem::path& file);

}  // namespace lathe::space
