// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what a run has read (data, plug-ins, checkpoints) is still as it was.
#pragma once

#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "core/provenance/manifest.h"
#include "core/run/surroundings.h"

namespace lathe::run {

// A sentence for each file that has changed, "data.file: t.csv has changed". `before`: by the options that named them,
// as in a record of provenance. Where the files lie does not count. Reads what it does not know the checksum of: may
// take long; any thread.
std::vector<std::string> changed_inputs(const std::map<std::string, provenance::Manifest>& before,
                                        const Surroundings& now, const std::stop_token& stop = {});

}  // namespace lathe::run
