// SPDX-License-Identifier: GPL-3.0-or-later
// Which way a metric is better, guessed from its name alone: for showing the best of its values. Any thread.
#pragma once

#include <optional>
#include <string_view>

#include "core/search/trial.h"

namespace lathe::search {

// Which way a metric is better, by the words of its name ("val_loss", "eval/Accuracy", "test-f1"); nullopt: they do not
// tell.
std::optional<Mode> better_way(std::string_view metric);

}  // namespace lathe::search
