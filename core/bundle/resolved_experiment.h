// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment with nothing left to resolve.
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/config/document.h"
#include "core/search/experiment.h"

namespace lathe::bundle {

// YAML that stands alone: defaults filled in, interpolations resolved, files that it refers to taken in. Comments are
// gone. The errors are those of the config. Any thread.
tl::expected<std::string, Errors> resolved_experiment(const config::Document& document,
                                                      const search::Experiment& experiment,
                                                      const config::Catalog& catalog);

}  // namespace lathe::bundle
