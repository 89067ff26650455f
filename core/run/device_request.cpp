// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/device_request.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/base/plural.h"

namespace lathe::run {

namespace {

bool has_gpu(const device::Request& request, const std::vector<device::Device>& machine) {
    return std::any_of(machine.begin(), machine.end(), [&](const device::Device& gpu) {
        const auto& indices = request.indices;
        return !gpu.id.is_cpu() && gpu.usable && (request.use_active || gpu.foreign_processes.empty()) &&
               (indices.empty() || std::find(indices.begin(), indices.end(), gpu.id.gpu) != indices.end());
    });
}

Error device_error(const char* key, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.key = key;
    error.kind = "ValidationError";
    return error;
}

// Each rank has one GPU.
Result<void> ask_for_ranks(int ranks, const search::DeviceRequest& settings, const std::string& hw_device,
                           device::Request& request) {
    if (ranks == 1 || request.gpus == 0) return {};
    if (hw_device.starts_with("cuda:"))
        return fail(device_error("hw.devices", fmt::format("is {}, and hw.device is one GPU, {}", ranks, hw_device),
                                 "set hw.device to cuda"));
    if (settings.per_trial > 0 && std::ceil(settings.per_trial) != ranks)
        return fail(device_error("hw.devices",
                                 fmt::format("is {}, and search.devices.per_trial gives a trial {}", ranks,
                                             counted(std::llround(std::ceil(settings.per_trial)), "GPU")),
                                 "remove one of them"));
    request.gpus = ranks;
    return {};
}

// Of the trial of a job: each rank has one GPU, and each node a rank.
Result<void> check_ranks_of_job(const search::Engine& engine, int ranks, int gpus) {
    if (gpus > 0 && ranks > 1 && ranks != gpus)
        return fail(device_error("hw.devices",
                                 fmt::format("is {}, and the trial's job has {}", ranks, counted(gpus, "GPU")),
                                 fmt::format("set search.engine.gpus to {}", ranks)));
    if (engine.nodes <= ranks) return {};
    return fail(device_error("search.engine.nodes",
                             fmt::format("is {}, but the trial trains on {}", engine.nodes, counted(ranks, "device")),
                             fmt::format("set hw.devices to {} or more", engine.nodes)));
}

}  // namespace

Result<device::Request> device_request(const search::DeviceRequest& settings, const std::string& hw_device,
                                       const std::vector<device::Device>& machine, std::optional<int> ranks) {
    device::Request request{settings.per_trial, settings.indices, settings.trials_per_gpu, settings.use_active};
    if (hw_device == "auto") {
        if (request.gpus == 0 && has_gpu(request, machine)) request.gpus = 1;
        if (auto fits = ask_for_ranks(ranks.value_or(1), settings, hw_device, request); !fits)
            return fail(std::move(fits).error());
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
    if (auto fits = ask_for_ranks(ranks.value_or(1), settings, hw_device, request); !fits)
        return fail(std::move(fits).error());
    return request;
}

Result<std::optional<int>> wanted_ranks(const config::Value& config) {
    const config::Value* devices = config.find("hw.devices");
    if (devices == nullptr || *devices == config::Value("auto")) return std::nullopt;
    constexpr std::int64_t most = 1024;
    if (devices->is_int() && devices->as_int() >= 1 && devices->as_int() <= most)
        return static_cast<int>(devices->as_int());
    return fail(device_error("hw.devices",
                             fmt::format("expected auto or a number of devices from 1 to {}, found {}", most,
                                         config::to_yaml_inline(*devices)),
                             "write auto to train on all GPUs of the trial, or one on the CPU"));
}

int ranks_on(const std::vector<device::DeviceId>& devices, std::optional<int> wanted) {
    const auto gpus = std::ranges::count_if(devices, [](const device::DeviceId& one) { return !one.is_cpu(); });
    return wanted.value_or(std::max(1, static_cast<int>(gpus)));
}

std::optional<Error> unfit_isolation(int ranks, search::Isolation isolation) {
    if (ranks == 1 || isolation != search::Isolation::thread) return std::nullopt;
    return device_error(
        "search.isolation",
        fmt::format("a trial on {} devices is that many processes, and none of them is a thread", ranks),
        "write auto, or set hw.devices to 1");
}

Result<void> fit_threads_to_job(const search::Engine& engine, config::Value& config) {
    const auto threads = config.int_or("hw.threads", 0);
    if (threads == 0) config.set("hw.threads", std::int64_t{std::max(1, engine.cpus)});
    if (engine.cpus == 0 || threads <= engine.cpus) return {};
    return fail(device_error("hw.threads",
                             fmt::format("is {}, and search.engine.cpus gives a job {}", threads, engine.cpus),
                             "remove one of them"));
}

Result<JobDevices> devices_of_job(const search::Experiment& experiment, const config::Value& config) {
    const std::string hw_device = config.string_or("hw.device", "auto");
    const auto named = device::parse_device(hw_device == "auto" ? "cpu" : hw_device);
    if (!named) {
        Error error = named.error();
        error.key = "hw.device";
        return fail(std::move(error));
    }
    if (!named->is_cpu() && hw_device != "cuda")
        return fail(device_error("hw.device",
                                 "Slurm chooses the GPUs of a job, so that " + hw_device + " cannot be asked for",
                                 "set hw.device to cuda"));
    const auto ranks = experiment.program ? Result<std::optional<int>>(1) : wanted_ranks(config);
    if (!ranks) return fail(ranks.error());
    const auto& settings = experiment.search;
    int gpus = std::max(settings.engine.gpus, static_cast<int>(std::ceil(settings.devices.per_trial)));
    if (hw_device == "cpu") gpus = 0;
    if (gpus == 0 && !named->is_cpu())
        return fail(device_error("hw.device", hw_device + " is wanted, but the trial's job has no GPU",
                                 "set search.engine.gpus to 1"));
    JobDevices job;
    for (int index = 0; index < gpus; ++index) job.devices.push_back({index});
    if (gpus == 0) job.devices.emplace_back();
    job.ranks = ranks_on(job.devices, *ranks);
    if (auto fits = check_ranks_of_job(settings.engine, job.ranks, gpus); !fits) return fail(std::move(fits).error());
    return job;
}

}  // namespace lathe::run
