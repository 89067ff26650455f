// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial asks of the machine: the experiment's search.devices and its config's hw.device, put together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/device/leases.h"
#include "core/search/experiment.h"

namespace lathe::run {

// What a trial asks of the devices of this machine. `hw_device`: "auto", "cpu", "cuda" or "cuda:N". "auto" without
// search.devices.per_trial takes a GPU where there is one that may be used, and the CPU otherwise.
// `ranks`: how many processes train the trial together, where it says so; each has a GPU of its own then, or they share
// the CPU.
// The error: not a device, or the ranks do not fit the GPUs that are asked for.
Result<device::Request> device_request(const search::DeviceRequest& settings, const std::string& hw_device,
                                       const std::vector<device::Device>& machine,
                                       std::optional<int> ranks = std::nullopt);

// How many processes hw.devices wants to train the trial together; nullopt: auto. The error: neither that nor a number.
Result<std::optional<int>> wanted_ranks(const config::Value& config);
// How many processes train a trial on these devices of a lease: as many as are wanted, or one for each GPU.
int ranks_on(const std::vector<device::DeviceId>& devices, std::optional<int> wanted);
// Why a trial of so many ranks cannot run with this isolation; nullopt: it can.
std::optional<Error> unfit_isolation(int ranks, search::Isolation isolation);

// Fits the threads of Lathe's own training to the CPUs of its job: `hw.threads: 0`, which is all cores of a machine,
// becomes as many as the job asks for. The number is written into the trial's config, because it decides the last
// digits of a sum. The error: hw.threads wants more than the job has.
Result<void> fit_threads_to_job(const search::Engine& engine, config::Value& config);

// What a trial of this config has as a job of a cluster.
struct JobDevices {
    std::vector<device::DeviceId> devices;  // of all its nodes, counted from 0
    int ranks = 1;                          // tasks of srun that train it together; a program is one
};
// The devices and ranks of a trial of this config as a job of a cluster. The error: hw.device asks for what the job
// does not, or its ranks do not fit its devices or nodes.
Result<JobDevices> devices_of_job(const search::Experiment& experiment, const config::Value& config);

}  // namespace lathe::run
