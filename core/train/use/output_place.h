// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a file can be written, asked before the work that fills it.
#pragma once

#include <filesystem>

namespace lathe::train {

// Throws TrainError where a file cannot be written: there is no such folder, nothing may be written there, or a folder
// has the name.
void require_place_for(const std::filesystem::path& output);

}  // namespace lathe::train
