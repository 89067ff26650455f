// Which way a metric is usually better, by its name: so that a search or a checkpoint that wants the worst is told. Any
// thread.
#pragma once

#include <optional>
#include <string_view>

#include "core/search/trial.h"

namespace lathe::run {

// nullopt: not a name of Lathe's own metrics (val_loss, test_acc, ...).
std::optional<search::Mode> usual_mode(std::string_view metric);

}  // namespace lathe::run
