// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/devices_there.h"

#include <algorithm>

#include "core/base/json_members.h"
#include "core/remote/answers.h"
#include "core/remote/message.h"

namespace lathe::remote {

namespace {

constexpr std::size_t most_devices = 256;

}  // namespace

Result<std::vector<device::Device>> devices_from_json(const std::string& text) {
    const auto json = parse_json(text);
    if (!json || !json->is_array() || json->size() > most_devices) return senseless("no devices");
    std::vector<device::Device> devices;
    for (const Json& one : *json) {
        if (!one.is_object()) return senseless("no devices");
        JsonMembers members(one);
        const auto id = device::parse_device(members.text("device"));
        device::Device device;
        device.uuid = harmless(members.text("uuid"));
        device.name = harmless(members.text("name"));
        device.memory_total = static_cast<std::uint64_t>(members.large_count("memory_total"));
        device.memory_free = static_cast<std::uint64_t>(members.large_count("memory_free"));
        device.utilisation = static_cast<int>(
            std::clamp<std::int64_t>(members.integer("utilisation", JsonMembers::Need::optional, -1), -1, 100));
        device.threads = members.count("threads");
        device.usable = members.boolean("usable");
        device.reason = harmless(members.text("reason"));
        if (!id || members.bad() != nullptr) return senseless("no devices");
        device.id = *id;
        devices.push_back(std::move(device));
    }
    return devices;
}

}  // namespace lathe::remote
