// SPDX-License-Identifier: GPL-3.0-or-later
// Several values as a call of Hydra's grammar gives them: choice(a,b), int(interval(1,8)), sort(3,1,2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/hydra_reader.h"
#include "core/config/value.h"

namespace lathe::config {

// A value between the brackets of a call.
struct SweepArgument {
    std::string name;  // of "step=2"; "" where its place says what it is
    Value value;
    std::string text;  // as parse_override() reads the value
};

// What is left of such calls when casts, sort() and shuffle() are done.
struct SweepCall {
    std::string name;                      // "choice", "range" or "interval"
    std::vector<SweepArgument> arguments;  // the values of a choice; the numbers of the others
    std::vector<std::string> tags;         // "log"; "int" where an interval was cast

    // As parse_sweep() reads it: "tag(int,interval(1,8))".
    std::string str() const;
};

// How `value`, read by Hydra's grammar from `own`, is written so that YAML reads the same: as it is, where it does.
std::string written_for_yaml(const Value& value, std::string_view own);

// Reads the call that stands next. nullopt, and nothing is read: no call that gives several values stands there. Throws
// RefusedCall for one that no search can have, and NotOfHydra where the text is none of Hydra's.
std::optional<SweepCall> read_sweep_call(HydraReader& reader);

}  // namespace lathe::config
