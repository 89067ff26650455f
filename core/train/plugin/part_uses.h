// SPDX-License-Identifier: GPL-3.0-or-later
// Notes which parts of a config code of others has made from it, so that a person is told of options that nothing
// reads.
#pragma once

#include <set>

#include "core/train/plugin/plugin_part.h"

namespace lathe::train {

// While it lives, parts that are made on this thread are added to `uses`. The innermost one counts.
class PartUses {
  public:
    // `uses` outlives it. Destroy it on the same thread, before those that were made earlier.
    explicit PartUses(std::set<PluginPart>& uses);
    ~PartUses();
    PartUses(const PartUses&) = delete;
    PartUses& operator=(const PartUses&) = delete;

    // Notes that a part was made; called by whatever makes a part of a config.
    static void note(PluginPart part);

  private:
    std::set<PluginPart>* before_;
};

}  // namespace lathe::train
