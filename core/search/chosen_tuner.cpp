// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/chosen_tuner.h"

namespace lathe::search {

ChosenTuner chosen_tuner(const config::Value& note) {
    if (!note.is_dict()) return {};
    return {note.string_or("tuner", ""), note.string_or("because", "")};
}

config::Value note_of(const ChosenTuner& chosen) {
    return config::Value(config::Dict{{"tuner", chosen.name}, {"because", chosen.reason}});
}

}  // namespace lathe::search
