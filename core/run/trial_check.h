// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a trial before it trains: the seam between core/run (who asks) and core/train (who knows).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/value.h"

namespace lathe::run {

// How far a trial is prepared for a check.
enum class CheckDepth : std::uint8_t {
    prepared,  // all is made that the trial begins with: data, network, optimizer, callbacks
    one_batch  // and one batch goes through each of training, validation and test
};

struct TrialCheck {
    Errors errors;                   // each of them would end the trial
    std::vector<std::string> notes;  // what will be left out, or not come to effect, and why
    // Names of the metrics that the trial will report; nullopt: only running it tells.
    std::optional<std::vector<std::string>> metrics;
    std::vector<std::string> unlogged;  // metrics of its training that it is too short to record even once
};

// Looks at one resolved configuration, on the CPU. Throws nothing. It draws from the process's random numbers, so no
// trial may run in the same process meanwhile.
using TrialChecker = std::function<TrialCheck(const config::Value& config, CheckDepth depth)>;

}  // namespace lathe::run
