// SPDX-License-Identifier: GPL-3.0-or-later
// In what environment this process runs: what has to be the same for another run to give the same numbers.
#pragma once

#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/config/value.h"
#include "core/device/device.h"
#include "core/provenance/variables.h"

namespace lathe::provenance {

// Where the facts come from; tests give files and variables of their own.
struct EnvironmentSources {
    fs::path root = "/";                  // of /proc, /etc, /run and /var
    Variables variables;                  // process_variables()
    config::Value torch;                  // a dict of what the engine tells: version, blas, how it was built
    std::vector<device::Device> devices;  // as an Inventory lists them; those of CUDA are taken
    std::string gpu_driver;               // "535.129.03"; "": what /proc tells
    std::string cuda;                     // version of the CUDA runtime; "": unknown
};

// What this process runs in: {lathe, torch, cpu, variables, gpus, os, container, libraries}; what cannot be found out
// is left out, and so is what has a secret name. Tens of milliseconds the first time, for dpkg's records; a few
// afterwards. Any thread, but see process_variables().
config::Value capture_environment(const EnvironmentSources& sources);

}  // namespace lathe::provenance
