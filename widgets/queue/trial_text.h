// SPDX-License-Identifier: GPL-3.0-or-later
// How a trial's state, values and times are worded and coloured, wherever trials are listed. GUI thread.
#pragma once

#include <chrono>
#include <optional>

#include <QString>

#include "core/config/value.h"
#include "core/run/session.h"
#include "widgets/common/icons.h"

namespace lathe::gui {

QString stateText(search::TrialState state);      // "Running"
QString stateIconName(search::TrialState state);  // for icon()
IconTone stateTone(search::TrialState state);

QString sessionStateText(run::SessionState state);

// Up to six significant digits, C locale; "NaN", "inf", "-inf".
QString metricText(double value);
// A parameter's value on one line; a nested choice by its name, then its children.
QString valueText(const config::Value& value);
// "12 s", "3 min 4 s", "2 h 05 min"; rounded down to seconds.
QString durationText(std::chrono::milliseconds duration);
QString remainingText(std::chrono::milliseconds duration);  // an estimate: "1 min 5 s left", "12 min left"

// "3 of 12 trials": how many have ended of those that were asked for, or made beyond that; "3 trials" where their
// number has no limit.
QString countText(int ended, int created, std::optional<int> asked);
QString countText(const run::SessionStatus& status);

// From 0 to 1; nullopt while the length is unknown.
std::optional<double> progressOf(const run::TrialStatus& trial);
// What the trial does or why it does not: "epoch 2 of 3", what it waits for, or why it failed.
QString activityText(const run::TrialStatus& trial);

}  // namespace lathe::gui
