// What a trial asks of the machine: the experiment's search.devices and its config's hw.device, put together.
#pragma once

#include <string>
#include <vector>

#include "core/device/leases.h"
#include "core/search/experiment.h"

namespace lathe::run {

// `hw_device`: "auto", "cpu", "cuda" or "cuda:N". "auto" without search.devices.per_trial takes a GPU where there is
// one that may be used, and the CPU otherwise. The error: not a device.
Result<device::Request> device_request(const search::DeviceRequest& settings, const std::string& hw_device,
                                       const std::vector<device::Device>& machine);

// The devices that a trial has as a job of a cluster, counted there from 0. The error: hw.device asks for what the job
// does not.
Result<std::vector<device::DeviceId>> devices_of_job(const search::SearchSettings& settings,
                                                     const std::string& hw_device);

}  // namespace lathe::run
