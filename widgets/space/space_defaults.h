// SPDX-License-Identifier: GPL-3.0-or-later
// What to search over when a person marks an option or changes the kind of its distribution: a start that is valid for
// the option and usually close to what is wanted.
#pragma once

#include "core/space/space.h"

namespace lathe::gui {

// Whether values of this kind can fit the option: a choice always, randint and the q kinds for ints, any numeric kind
// for floats. `option` null: any.
bool kindFits(space::Kind kind, const config::Option* option);

// Choices of the option, else true and false, else by the size of numbers: positive floats loguniform over two decades
// around `current`, other floats uniform, ints randint or powers of two around a power of two. Within the option's
// range.
space::Distribution defaultDistribution(const config::Option* option, const config::Value& current);

// The distribution of another kind that covers about what `from` covers.
space::Distribution withKind(const space::Distribution& from, space::Kind kind, const config::Option* option,
                             const config::Value& current);

}  // namespace lathe::gui
