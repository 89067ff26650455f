// SPDX-License-Identifier: GPL-3.0-or-later
// What lathectl data describe and the window share: which table is meant, and how it is to be read.
#pragma once

#include <string>
#include <vector>

#include "core/search/experiment.h"
#include "core/train/table/table_description.h"

namespace lathe {

// How the table of an experiment is read. The error: it trains on other data.
Result<train::CsvOptions> table_options(const search::Experiment& experiment, const config::Catalog& catalog);

// `file`: a table, or an experiment (.yaml). `overrides`: "data.target=y" and the like, also without "data.". The
// errors: an option that does not exist, an experiment on other data.
tl::expected<train::CsvOptions, Errors> table_options(const std::string& file,
                                                      const std::vector<std::string>& overrides,
                                                      const config::Catalog& catalog);

}  // namespace lathe
