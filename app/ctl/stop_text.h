// SPDX-License-Identifier: GPL-3.0-or-later
// When a stop takes effect, for whoever asked for it: a network stops between two batches, a person's program is told
// and has its time.
#pragma once

#include <filesystem>
#include <string>

#include "core/queue/item.h"
#include "core/search/experiment.h"

namespace lathe::ctl {

// "at the next batch", "when its program has ended, within 10s": what follows "it stops" or "stopping".
std::string stop_text(const tl::expected<search::Experiment, Errors>& experiment);
// The same of a study that is being run, and of an item of the queue, by what their folders say.
std::string stop_text_of_study(const std::filesystem::path& folder, const config::Catalog& catalog);
std::string stop_text_of_item(const queue::Item& item, const config::Catalog& catalog);

}  // namespace lathe::ctl
