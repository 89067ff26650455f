// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/device_table.h"

#include <iostream>
#include <vector>

#include <fmt/format.h>

#include "core/device/machine_leases.h"

namespace lathe::ctl {

namespace {

constexpr double gigabyte = 1 << 30;

std::vector<device::MachineLease> on(const device::Device& device, const std::vector<device::MachineLease>& leases) {
    std::vector<device::MachineLease> found;
    for (const auto& lease : leases)
        if (!device.id.is_cpu() && lease.gpu == device.machine_name()) found.push_back(lease);
    return found;
}

Json to_json(const device::MachineLease& lease) {
    return {{"holder", lease.holder}, {"study", lease.study}, {"share", lease.share},
            {"pid", lease.pid},       {"user", lease.user},   {"since", lease.since}};
}

Json to_json(const device::Device& device, const std::vector<device::MachineLease>& leases) {
    Json json = {{"device", device.id.str()},
                 {"name", device.name},
                 {"usable", device.usable},
                 {"reason", device.reason},
                 {"memory_total", device.memory_total},
                 {"memory_free", device.memory_free}};
    if (device.id.is_cpu()) json["threads"] = device.threads;
    else json["foreign_processes"] = device.foreign_processes;
    if (!device.id.is_cpu()) {
        json["uuid"] = device.uuid;
        json["leases"] = Json::array();
        for (const auto& lease : leases) json["leases"].push_back(to_json(lease));
    }
    if (device.utilisation >= 0) json["utilisation"] = device.utilisation;
    return json;
}

std::string line_of(const device::Device& device, const std::vector<device::MachineLease>& leases) {
    std::string line = fmt::format("{:<7} {}  {:.1f} of {:.1f} GiB free", device.id.str(), device.name,
                                   static_cast<double>(device.memory_free) / gigabyte,
                                   static_cast<double>(device.memory_total) / gigabyte);
    if (device.threads > 0) line += fmt::format("  {} threads", device.threads);
    if (device.utilisation >= 0) line += fmt::format("  {} % busy", device.utilisation);
    for (const auto& lease : leases) line += "  held by " + lease.who();
    if (leases.empty() && !device.foreign_processes.empty())
        line += fmt::format("  used by {} other program(s)", device.foreign_processes.size());
    if (!device.usable) line += "  cannot train: " + device.reason;
    return line;
}

}  // namespace

void print_devices(Services& services, bool json) {
    auto devices = services.run().inventory->list();
    const auto leases = device::MachineLeases(services.run().lease_folder, {}).list();
    const auto engine = services.engine();
    for (auto& device : devices) {
        if (engine) continue;
        device.usable = false;
        device.reason = engine.error().str();
    }
    if (json) {
        Json list = Json::array();
        for (const auto& device : devices) list.push_back(to_json(device, on(device, leases)));
        std::cout << dump_json(list, 2) << '\n';
        return;
    }
    for (const auto& device : devices) std::cout << line_of(device, on(device, leases)) << '\n';
    if (engine) std::cout << fmt::format("LibTorch {}, {}\n", (*engine)->torch_version, (*engine)->blas);
}

}  // namespace lathe::ctl
