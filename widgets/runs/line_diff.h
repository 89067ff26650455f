// SPDX-License-Identifier: GPL-3.0-or-later
// The lines in which two texts differ, as a unified diff. No Qt.
#pragma once

#include <string>
#include <string_view>

namespace lathe::gui {

// "--- a", "+++ b" and hunks with `context` equal lines around each change; empty when the texts are equal. Shortest
// edit script by Myers 1986 (O(ND)).
std::string unified_diff(std::string_view a, std::string_view b, std::string_view name_a, std::string_view name_b,
                         int context = 3);

}  // namespace lathe::gui
