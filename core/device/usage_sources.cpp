// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/device/usage_sources.h"

#include <utility>

#include "core/device/visible.h"

namespace lathe::device {

UsageSources::UsageSources(std::filesystem::path proc, const std::filesystem::path& powercap)
    : proc_(std::move(proc)), energy_(powercap) {}

std::vector<int> UsageSources::positions_of(const std::vector<DeviceId>& devices) {
    std::vector<DeviceId> gpus;
    for (const DeviceId& device : devices)
        if (!device.is_cpu()) gpus.push_back(device);
    if (gpus.empty()) return {};
    if (!std::exchange(has_looked_for_nvml_, true)) nvml_ = Nvml::load();
    const auto visible = nvml_ ? visible_gpus(visible_variable(), nvml_->uuids()) : std::vector<int>();
    std::vector<int> positions;
    for (const DeviceId& device : gpus) {
        const auto place = static_cast<std::size_t>(device.gpu);
        positions.push_back(place < visible.size() ? visible[place] : -1);
    }
    return positions;
}

}  // namespace lathe::device
