#include "core/run/device_request.h"

#include <algorithm>

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

}  // namespace lathe::run
