// CUDA_VISIBLE_DEVICES: which GPUs a process sees, and in which order (CUDA C++ Programming Guide, "CUDA Environment
// Variables").
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace lathe::device {

// Positions in `uuids` (NVML's order) of the GPUs that are visible: the first becomes cuda:0. `variable` unset shows
// all. Entries are indices or UUIDs (a unique prefix is enough); the first entry that names nothing hides itself and
// all after it, and naming a GPU twice hides all.
std::vector<int> visible_gpus(const std::optional<std::string>& variable, const std::vector<std::string>& uuids);

}  // namespace lathe::device
