// SPDX-License-Identifier: GPL-3.0-or-later
// The number that one value of an event holds, whichever writer made it.
#pragma once

#include <optional>

#include "core/store/tensorboard.pb.h"

namespace lathe::store {

// The number of a value in an event; nullopt: it is an image, a histogram, a text or something else.
std::optional<double> scalar_of(const tensorboard::Summary::Value& value);

}  // namespace lathe::store
