// SPDX-License-Identifier: GPL-3.0-or-later
// What a tuner that chooses among others (Auto) says of its choice.
#pragma once

#include <ranges>
#include <string>

#include "core/config/value.h"

namespace lathe::search {

// The tuner that a suggestion came from, and why it was taken.
struct ChosenTuner {
    std::string name;  // empty: the tuner says nothing
    std::string reason;
};
// Reads which tuner was chosen, and why, from the note of a suggestion: {tuner: GP, because: "..."}.
ChosenTuner chosen_tuner(const config::Value& note);
// Of the newest of `trials`, each a Trial or what is recorded of one, that has a note: those that a person added have
// none.
template <class Trials>
ChosenTuner newest_choice(const Trials& trials) {
    for (const auto& trial : std::views::reverse(trials))
        if (trial.note.is_dict()) return chosen_tuner(trial.note);
    return {};
}
// The note from which chosen_tuner() reads the same.
config::Value note_of(const ChosenTuner& chosen);

}  // namespace lathe::search
