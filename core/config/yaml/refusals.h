// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a text and what to do, in words for the person who wrote it.
#pragma once

#include "core/config/yaml/raw_scanner.h"

namespace lathe::config::yaml {

// An error of the kind ScannerError at a place.
Error scanner_error(const Place& place, std::string what, std::string hint = {});

// libyaml's problem, found at `text`'s places. libyaml's own words where it says something that is not known here.
Error reworded(const RawScanner::Problem& problem, std::string_view text);

}  // namespace lathe::config::yaml
