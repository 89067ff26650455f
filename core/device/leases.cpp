// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/device/leases.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/device/processes.h"

namespace lathe::device {

namespace {

constexpr double tolerance = 1e-9;  // three thirds of a GPU are a GPU

std::string join(const std::vector<std::string>& parts, const char* between) {
    std::string out;
    for (const auto& part : parts) out += (out.empty() ? "" : between) + part;
    return out;
}

std::string count_of_gpus(std::size_t n) {
    return n == 1 ? "1 GPU" : std::to_string(n) + " GPUs";
}

bool may_use(const Request& request, int gpu) {
    return request.indices.empty() ||
           std::find(request.indices.begin(), request.indices.end(), gpu) != request.indices.end();
}

Refusal never(const Request& request, std::size_t wanted, std::size_t have, const std::vector<std::string>& unusable) {
    std::string reason = "needs " + count_of_gpus(wanted) + ", this machine has " +
                         (have == 0 ? "none that can be used" : std::to_string(have) + " that can be used");
    if (!request.indices.empty()) reason += " among search.devices.indices";
    if (!unusable.empty()) reason += " (" + join(unusable, "; ") + ")";
    return {reason, true};
}

}  // namespace

Leases::Others Leases::others_on(const Device& gpu, const std::vector<MachineLease>& everybody) const {
    std::set<std::string> own;
    if (const auto load = loads_.find(gpu.id.gpu); load != loads_.end())
        for (const auto& [holder, held] : load->second.held) own.insert(held.name());
    Others others;
    for (const auto& lease : everybody)
        if (lease.gpu == gpu.machine_name() && !own.contains(lease.file)) others.push_back(lease);
    return others;
}

std::optional<int> Leases::other_program(const Device& gpu, const Others& others) {
    Load& load = loads_[gpu.id.gpu];
    std::optional<int> found;
    for (const int pid : gpu.foreign_processes) {
        const bool holds_a_lease = std::any_of(
            others.begin(), others.end(), [&](const MachineLease& lease) { return is_process_of(pid, lease.pid); });
        if (holds_a_lease) continue;  // counted by its share
        if (load.used > 0 && !is_visible_process(pid)) load.adopted.insert(pid);
        if (!found && !load.adopted.contains(pid)) found = pid;
    }
    return found;
}

std::string Leases::holders_of(const Device& gpu, const Others& others) const {
    const auto& holders = loads_.at(gpu.id.gpu).holders;
    std::vector<std::string> who(holders.begin(), holders.end());
    for (const auto& lease : others) who.push_back(lease.who());
    return join(who, " and ");
}

tl::expected<Lease, Refusal> Leases::acquire(const Request& request, const std::vector<Device>& devices,
                                             const std::string& holder) {
    if (!(request.gpus > 0)) return Lease{{DeviceId{}}, 0};
    std::optional<MachineLeases::Turn> turn;
    std::vector<MachineLease> everybody;
    if (machine_) {
        auto taken = machine_->take_turn();
        if (!taken) return tl::make_unexpected(Refusal{taken.error().str(), false});
        turn.emplace(std::move(*taken));
        machine_->remove_leftovers(*turn);
        everybody = machine_->list();
    }
    auto lease = choose(request, devices, everybody);
    if (!lease) return lease;
    std::map<int, HeldLease> held;
    if (machine_) {
        for (const auto& device : devices) {
            if (std::find(lease->devices.begin(), lease->devices.end(), device.id) == lease->devices.end()) continue;
            auto file = machine_->hold(*turn, device.machine_name(), lease->share, holder);
            if (!file) return tl::make_unexpected(Refusal{file.error().str(), false});
            held.emplace(device.id.gpu, std::move(*file));
        }
    }
    for (const auto device : lease->devices) {
        Load& load = loads_[device.gpu];
        load.used += lease->share;
        load.holders.insert(holder);
        if (const auto it = held.find(device.gpu); it != held.end()) load.held.emplace(holder, std::move(it->second));
    }
    return lease;
}

tl::expected<Lease, Refusal> Leases::choose(const Request& request, const std::vector<Device>& devices,
                                            const std::vector<MachineLease>& everybody) {
    const auto wanted = static_cast<std::size_t>(std::ceil(request.gpus - tolerance));
    const double share = std::min(1.0, request.gpus) / std::max(1, request.trials_per_gpu);

    struct Candidate {
        const Device* gpu;
        double used;  // by everybody
        bool busy() const { return used > 0 || !gpu->foreign_processes.empty(); }
        auto load() const {
            return std::tuple(busy(), used, gpu->foreign_processes.size(), gpu->utilisation, gpu->id.gpu);
        }
    };
    std::vector<Candidate> fitting;
    std::vector<std::string> taken;
    std::vector<std::string> unusable;
    std::size_t have = 0;
    for (const auto& gpu : devices) {
        if (gpu.id.is_cpu() || !may_use(request, gpu.id.gpu)) continue;
        if (!gpu.usable) {
            unusable.push_back(gpu.id.str() + ": " + gpu.reason);
            continue;
        }
        ++have;
        const Others others = others_on(gpu, everybody);
        const auto program = other_program(gpu, others);
        double used = loads_[gpu.id.gpu].used;
        for (const auto& lease : others) used += lease.share;
        if (program && !request.use_active)
            taken.push_back(gpu.id.str() + " is used by another program (process " + std::to_string(*program) +
                            "; search.devices.use_active: true shares it)");
        else if (used + share > 1 + tolerance) taken.push_back(gpu.id.str() + " is used by " + holders_of(gpu, others));
        else fitting.push_back({&gpu, used});
    }
    if (have < wanted) return tl::make_unexpected(never(request, wanted, have, unusable));
    if (fitting.size() < wanted)
        return tl::make_unexpected(Refusal{"waits for " + count_of_gpus(wanted) + ": " + join(taken, "; "), false});

    std::sort(fitting.begin(), fitting.end(),
              [](const Candidate& a, const Candidate& b) { return a.load() < b.load(); });
    Lease lease{{}, share};
    for (std::size_t i = 0; i < wanted; ++i) lease.devices.push_back(fitting[i].gpu->id);
    return lease;
}

void Leases::release(const Lease& lease, const std::string& holder) {
    for (const auto device : lease.devices) {
        if (device.is_cpu()) continue;
        Load& load = loads_[device.gpu];
        load.used = std::max(0.0, load.used - lease.share);
        if (load.used < tolerance) load.used = 0;
        if (const auto it = load.holders.find(holder); it != load.holders.end()) load.holders.erase(it);
        if (const auto it = load.held.find(holder); it != load.held.end()) load.held.erase(it);
    }
}

}  // namespace lathe::device
