// SPDX-License-Identifier: GPL-3.0-or-later
// Reading an experiment file (format: `lathe: 1`): every mistake at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/document.h"
#include "core/config/override.h"
#include "core/search/experiment.h"
#include "core/search/experiment_reading.h"

namespace lathe::search {

// How an experiment is to be read; what is left as by default reads it as it stands.
struct LoadOptions {
    // In the style of Hydra ("opt.lr=1e-3", "+a=1", "~b"); keys start under `config:`.
    std::vector<std::string> overrides;
    std::optional<Purpose> purpose;  // nullopt: what the experiment says itself, a trial unless it does
    // collect: overrides may hold sweeps ("opt.lr=1e-3,1e-2"), which become part of the space.
    config::Sweeps sweeps = config::Sweeps::refuse;
    bool require_complete = true;  // unset ??? is an error
};

// Reads as much of the experiment as can be read, and every mistake in it at once, each with file, line and key.
Reading read_experiment(const config::Document& document, const config::Catalog& catalog,
                        const LoadOptions& options = {});

// Reads and checks the experiment in a file, or in a stream as core/base/input.h names them. Every mistake at once.
tl::expected<Experiment, Errors> load_experiment(const std::string& file, const config::Catalog& catalog,
                                                 const LoadOptions& options = {});
// Reads and checks an experiment whose text is there already: read_experiment() for those who take no mistakes.
tl::expected<Experiment, Errors> parse_experiment(const config::Document& document, const config::Catalog& catalog,
                                                  const LoadOptions& options = {});

}  // namespace lathe::search
