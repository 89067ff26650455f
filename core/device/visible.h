// SPDX-License-Identifier: GPL-3.0-or-later
// CUDA_VISIBLE_DEVICES: which GPUs a process sees, and in which order (CUDA C++ Programming Guide, "CUDA Environment
// Variables").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/device/device.h"

namespace lathe::device {

// The GPUs that CUDA_VISIBLE_DEVICES lets a process see, as positions in `uuids` (NVML's order): the first becomes
// cuda:0. `variable` unset shows all. Entries are indices or UUIDs (a unique prefix is enough); the first entry that
// names nothing hides itself and all after it, and naming a GPU twice hides all.
std::vector<int> visible_gpus(const std::optional<std::string>& variable, const std::vector<std::string>& uuids);

// CUDA_VISIBLE_DEVICES for a process that is to see just the GPUs of `lease`, as cuda:0, cuda:1, ...; empty when there
// is none among them. `variable` is this process's own, by which the lease counts.
std::string visible_to(const std::vector<DeviceId>& lease, const std::optional<std::string>& variable);

// This process's CUDA_VISIBLE_DEVICES; nullopt: it is not set.
std::optional<std::string> visible_variable();

}  // namespace lathe::device
