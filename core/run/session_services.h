// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/config/schema.h"
#include "core/device/device.h"
#include "core/run/program/program_tools.h"
#include "core/run/trial_body.h"
#include "core/run/trial_check.h"

namespace lathe::run {

// What a session needs of the rest of the program; outlives it.
struct SessionServices {
    const config::Catalog* catalog = nullptr;
    device::Inventory* inventory = nullptr;
    // Makes the body of one trial; called on the trial's thread (the first call may load LibTorch).
    BodyMaker make_body;
    // Whether a trial of this config runs code of others in its process; empty: none does.
    std::function<bool(const config::Value& config)> runs_foreign_code;
    TrialChecker check_trial;            // of the engine; empty: what a trial meets is not looked at beforehand
    ProgramTools program_tools;          // for trials that are programs of others
    std::filesystem::path lease_folder;  // who holds which GPU, of all processes; empty: this session asks nobody
    std::chrono::milliseconds longest_goodbye = std::chrono::seconds(30);  // of a trial in a process, then it is killed
    std::vector<std::string> notices;                                      // that every session begins with
    std::string lathectl;                                                  // its path, for jobs of a cluster
    std::chrono::milliseconds slurm_look = std::chrono::seconds(1);        // how often files of jobs are looked at
    std::string worker_program;                // lathectl, for trials in processes of their own; empty: threads only
    std::optional<std::int64_t> stop_at_step;  // of its trials, as TrialJob has it
    std::optional<int> as_trial;               // likewise
};

}  // namespace lathe::run
