// SPDX-License-Identifier: GPL-3.0-or-later
// Where a distribution stands within a nested choice.
#pragma once

#include <cstddef>
#include <vector>

#include "core/space/space.h"

namespace lathe::gui {

struct NestedStep {
    std::size_t branch = 0;
    std::size_t child = 0;
    friend bool operator==(const NestedStep&, const NestedStep&) = default;
};

// Empty: the choice itself.
using NestedPath = std::vector<NestedStep>;

// nullptr when there is nothing at the path.
const space::Distribution* nodeAt(const space::Distribution& root, const NestedPath& path);
space::Distribution* nodeAt(space::Distribution& root, const NestedPath& path);
const space::Parameter* parameterAt(const space::Distribution& root, const NestedPath& path);

// What a trial's value of the choice holds at the path; nullptr when its branch was not picked.
const config::Value* valueAt(const space::Distribution& root, const NestedPath& path, const config::Value& value);

}  // namespace lathe::gui
