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

bool Leases::is_active(const Device& gpu) {
    Load& load = loads_[gpu.id.gpu];
    bool active = false;
    for (const int pid : gpu.foreign_processes) {
        if (load.used > 0 && !is_visible_process(pid)) load.adopted.insert(pid);
        active = active || !load.adopted.contains(pid);
    }
    return active;
}

std::string Leases::why_taken(const Device& gpu, bool active) const {
    if (active)
        return gpu.id.str() + " is used by another program (process " + std::to_string(gpu.foreign_processes.front()) +
               "; search.devices.use_active: true shares it)";
    const auto& holders = loads_.at(gpu.id.gpu).holders;
    return gpu.id.str() + " is used by " + join({holders.begin(), holders.end()}, " and ");
}

tl::expected<Lease, Refusal> Leases::acquire(const Request& request, const std::vector<Device>& devices,
                                             const std::string& holder) {
    if (!(request.gpus > 0)) return Lease{{DeviceId{}}, 0};
    const auto wanted = static_cast<std::size_t>(std::ceil(request.gpus - tolerance));
    const double share = std::min(1.0, request.gpus) / std::max(1, request.trials_per_gpu);

    std::vector<const Device*> fitting;
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
        const bool active = is_active(gpu) && !request.use_active;
        if (!active && loads_[gpu.id.gpu].used + share <= 1 + tolerance) fitting.push_back(&gpu);
        else taken.push_back(why_taken(gpu, active));
    }
    if (have < wanted) return tl::make_unexpected(never(request, wanted, have, unusable));
    if (fitting.size() < wanted)
        return tl::make_unexpected(Refusal{"waits for " + count_of_gpus(wanted) + ": " + join(taken, "; "), false});

    const auto load_of = [this](const Device* gpu) {
        const double used = loads_[gpu->id.gpu].used;
        const bool busy = used > 0 || !gpu->foreign_processes.empty();
        return std::tuple(busy, used, gpu->foreign_processes.size(), gpu->utilisation, gpu->id.gpu);
    };
    std::sort(fitting.begin(), fitting.end(), [&](auto* a, auto* b) { return load_of(a) < load_of(b); });
    Lease lease{{}, share};
    for (std::size_t i = 0; i < wanted; ++i) {
        lease.devices.push_back(fitting[i]->id);
        Load& load = loads_[fitting[i]->id.gpu];
        load.used += share;
        load.holders.insert(holder);
    }
    return lease;
}

void Leases::release(const Lease& lease, const std::string& holder) {
    for (const auto device : lease.devices) {
        if (device.is_cpu()) continue;
        Load& load = loads_[device.gpu];
        load.used = std::max(0.0, load.used - lease.share);
        if (load.used < tolerance) load.used = 0;
        if (const auto it = load.holders.find(holder); it != load.holders.end()) load.holders.erase(it);
    }
}

}  // namespace lathe::device
