// SPDX-License-Identifier: GPL-3.0-or-later
// How a save ended.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::gui {

struct SaveEnd {
    enum class Kind {
        written,
        merged,    // written, with what another program had changed in the file since it was read
        conflict,  // not written: both changed `keys`, differently
        apart,     // not written: what another program left there cannot be brought together with the edits (`reason`)
        gone,      // not written: the file was deleted or moved; saving again makes it anew
    };
    Kind kind = Kind::written;
    std::string disk;  // conflict, apart: what the file holds
    std::vector<std::string> keys;
    Error reason;

    bool isSaved() const { return kind == Kind::written || kind == Kind::merged; }
};

}  // namespace lathe::gui
