// SPDX-License-Identifier: GPL-3.0-or-later
// Which record of the past an experiment or a trial was made from: its parent. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/config/value.h"

namespace lathe::search {

// The parent of an experiment or of a trial, and how the child was made from it.
struct Origin {
    // What was done with the parent.
    enum class How : std::uint8_t {
        derived,     // an experiment that is the parent run again, or was made of it
        clone,       // a trial that a person made of another of the same study
        rerun,       // a failed trial of the same study once more
        warm_start,  // its parameters were the best of an earlier study
        checkpoint,  // went on from the weights of another trial of the same study
    };

    How how = How::derived;
    std::string study;         // the name of its folder when it was recorded; "": the study that the trial belongs to
    std::string id;            // of that study; "": an older Lathe made it
    std::optional<int> trial;  // nullopt: the study as a whole
    friend bool operator==(const Origin&, const Origin&) = default;
};

std::string_view name_of(Origin::How how);  // "derived", "clone", "rerun", "warm_start", "checkpoint"
// The word that name_of() writes so; nullopt for any other text.
std::optional<Origin::How> how_from_name(std::string_view name);

// The parent as JSON: {"how": "clone", "trial": 3}; what is empty is left out, "derived" as well.
Json to_json(const Origin& origin);
// What to_json() wrote. An error when it names neither a study nor a trial, or when a member is of a wrong kind.
Result<Origin> origin_from_json(const Json& json);

// The parent as `from` of an experiment has it: {study: NAME, id: ID, trial: 3}.
config::Value to_value(const Origin& origin);
// Reads what to_value() gave. The error says what is wrong, and no key.
Result<Origin> origin_from_value(const config::Value& value);

// The parent as a path: "NAME/trials/0003", "NAME", or "trial 3" of the same study.
std::string text_of(const Origin& origin);

}  // namespace lathe::search
