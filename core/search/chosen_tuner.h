// SPDX-License-Identifier: GPL-3.0-or-later
// What a tuner that chooses among others (Auto) says of its choice.
#pragma once

#include <string>

#include "core/config/value.h"

namespace lathe::search {

struct ChosenTuner {
    std::string name;  // empty: the tuner says nothing
    std::string reason;
};
// From the note of a suggestion: {tuner: GP, because: "..."}.
ChosenTuner chosen_tuner(const config::Value& note);
config::Value note_of(const ChosenTuner& chosen);

}  // namespace lathe::search
