#include "core/run/device_request.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lathe::run {

namespace {

bool has_gpu(const device::Request& request, const std::vector<device::Device>& machine) {
    return std::any_of(machine.begin(), machine.end(), [&](const device::Device& gpu) {
        const auto& indices = request.indices;
        return !gpu.id.is_cpu() && gpu.usable && (request.use_active || gpu.foreign_processes.empty()) &&
               (indices.empty() || std::find(indices.begin(), indices.end(), gpu.id.gpu) != indices.end());
    });
}

}  // namespace

Result<device::Request> device_request(const search::DeviceRequest& settings, const std::string& hw_device,
                                       const std::vector<device::Device>& machine) {
    device::Request request{settings.per_trial, settings.indices, settings.trials_per_gpu, settings.use_active};
    if (hw_device == "auto") {
        if (request.gpus == 0 && has_gpu(request, machine)) request.gpus = 1;
        return request;
    }
    const auto named = device::parse_device(hw_device);
    if (!named) {
        Error error = named.error();
        error.key = "hw.device";
        return fail(std::move(error));
    }
    if (named->is_cpu()) {
        request.gpus = 0;
    } else {
        if (request.gpus == 0) request.gpus = 1;
        if (hw_device != "cuda") request.indices = {named->gpu};
    }
    return request;
}

Result<std::vector<device::DeviceId>> devices_of_job(const search::SearchSettings& settings,
                                                     const std::string& hw_device) {
    const auto refuse = [](Error error) {
        error.key = "hw.device";
        return fail(std::move(error));
    };
    device::DeviceId wanted;
    if (hw_device != "auto") {
        const auto named = device::parse_device(hw_device);
        if (!named) return refuse(named.error());
        wanted = *named;
        if (wanted.is_cpu()) return std::vector{wanted};
    }
    const int gpus = std::max(settings.engine.gpus, static_cast<int>(std::ceil(settings.devices.per_trial)));
    if (gpus == 0 && hw_device != "auto")
        return refuse({hw_device + " is wanted, but the trial's job has no GPU", "set search.engine.gpus to 1"});
    if (gpus == 0) return std::vector{wanted};
    std::vector<device::DeviceId> devices(static_cast<std::size_t>(gpus));
    for (int index = 0; auto& one : devices) one.gpu = index++;
    return devices;
}

}  // namespace lathe::run
