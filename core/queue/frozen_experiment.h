// SPDX-License-Identifier: GPL-3.0-or-later
// The experiment of an item: written when it is added, so that what runs later is what was added, whatever became of
// its files.
#pragma once

#include <string>
#include <vector>

#include "core/queue/item.h"
#include "core/search/experiment.h"

namespace lathe::queue {

// Writes the experiment into the item's folder: experiment.yaml and source/, as a study has them, and the checksum of
// its program's script.
Result<void> freeze(const search::Experiment& experiment, const std::filesystem::path& item_folder);
// Reads the experiment that freeze() wrote; it gives its study the same source/.
tl::expected<search::Experiment, Errors> thaw(const Item& item, const config::Catalog& catalog);
// A sentence where the script of the experiment's program has changed since freeze(), which does not copy it; else
// none.
std::vector<std::string> changed_since_frozen(const Item& item, const search::Experiment& experiment);

}  // namespace lathe::queue
