// SPDX-License-Identifier: GPL-3.0-or-later
// `search:` of an experiment: how to search, on what, for how long.
#pragma once

#include "core/search/experiment.h"

namespace lathe::search {

struct ReadSearchSettings {
    SearchSettings settings;  // what could not be read is as by default
    Errors errors;            // every mistake, with its place
};
ReadSearchSettings read_search_settings(const config::Value& given);

}  // namespace lathe::search
