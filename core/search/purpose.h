// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lathe::search {

// What an experiment is run as: one training with the config as it is (lathectl run), or a search over its space, which
// needs search.objective (lathectl tune).
enum class Purpose : std::uint8_t { trial, search };

}  // namespace lathe::search
