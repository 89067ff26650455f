// SPDX-License-Identifier: GPL-3.0-or-later
// What was read of an experiment's text, and how one of its values is changed without reading all of it again.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/config/resolve.h"
#include "core/config/schema.h"
#include "core/search/experiment.h"

namespace lathe::search {

// All that the text of an experiment says, wrong as it may be: for editors.
struct Reading {
    Experiment experiment;          // what could not be read is as by default
    config::Resolution resolution;  // of the config, with the schema that its choices give
    Errors errors;
    // Where those of the resolution begin in `errors`; nullopt when mistakes elsewhere kept them out.
    std::optional<std::size_t> config_errors;

    // Puts `raw` in the place of the option at `path` of the config, where that is written in the experiment itself.
    // False when more than this option would have to be read again; nothing has changed then, and the experiment is to
    // be read anew.
    bool change(const std::string& path, const config::Value& raw, const config::Catalog& catalog);
};

}  // namespace lathe::search
