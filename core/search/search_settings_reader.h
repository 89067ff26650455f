// SPDX-License-Identifier: GPL-3.0-or-later
// `search:` of an experiment: how to search, on what, for how long.
#pragma once

#include "core/search/experiment.h"

namespace lathe::search {

// The settings that were read, and what was wrong with their text.
struct ReadSearchSettings {
    SearchSettings settings;  // what could not be read is as by default
    Errors errors;            // every mistake, with its place
};
// Reads the value of `search:`, with the names and the arguments of tuner and assessor checked; keys of errors begin
// with "search".
ReadSearchSettings read_search_settings(const config::Value& given);

}  // namespace lathe::search
