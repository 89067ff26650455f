// SPDX-License-Identifier: GPL-3.0-or-later
// The characters of a scalar as they stand in the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/value.h"

namespace lathe::gui {

// Finds scalars in a text by their marks. Keeps a view of `text`.
class RawText {
  public:
    explicit RawText(std::string_view text);

    // "1e-3" where the value is 0.001. Block scalars, collections and values without a mark read as config would write
    // them.
    std::string of(const config::Value& value) const;

  private:
    std::string_view text_;
    std::vector<std::size_t> lines_;  // offset of each line
};

}  // namespace lathe::gui
