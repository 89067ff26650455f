// SPDX-License-Identifier: GPL-3.0-or-later
// What an item's study says of its end.
#pragma once

#include <optional>

#include "core/queue/item.h"

namespace lathe::queue {

// How an item ended, by the record of its study; nullopt: the study was not made yet, cannot be read, or has not come
// to its end.
std::optional<ItemEnd> end_of_study(const Item& item);

}  // namespace lathe::queue
