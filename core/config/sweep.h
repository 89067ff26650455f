// SPDX-License-Identifier: GPL-3.0-or-later
// Several values for one option, as they are written on the command line (Hydra's grammar).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/value.h"

namespace lathe::config {

// "a=1,2,3", "choice(a,b)", "range(0,10,2)" (stop exclusive), "interval(0,1)", and "tag(log,interval(1e-4,1e-1))"
// around them.
struct Sweep {
    // How the values are given.
    enum class Kind : std::uint8_t { choice, range, interval };
    Kind kind = Kind::choice;
    List values;                     // choice; of a range, the values it holds
    std::vector<std::string> texts;  // choice: the values as they were typed
    double start = 0;                // range, interval
    double stop = 0;
    double step = 1;                           // range
    bool integers = false;                     // the bounds were written as integers
    std::vector<std::string> tags;             // "log", "int"
    bool has_tag(std::string_view tag) const;  // written around the values, in any depth
};

// Reads the values of an override that gives several; nullopt: the text is one value, not a sweep (commas inside of
// quotes or brackets make none). Fails on a call of choice, range, interval or tag with arguments that it cannot take.
Result<std::optional<Sweep>> parse_sweep(std::string_view text);

}  // namespace lathe::config
