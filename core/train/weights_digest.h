// SPDX-License-Identifier: GPL-3.0-or-later
// What stands for the weights of a network in the record: two networks of the same digest are the same, bit for bit.
#pragma once

#include "core/config/value.h"

namespace lathe::train {

class Module;

// What the weights of a module are known by: {count: numbers in all parameters and buffers, xxh3: XXH3-128 over each
// one's name, type, shape and bytes, hexadecimal}.
config::Value weights_digest(const Module& module);

}  // namespace lathe::train
