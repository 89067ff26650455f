// SPDX-License-Identifier: GPL-3.0-or-later
// How a dialog says something in its line of text.
#pragma once

namespace lathe::gui {

enum class Tone { plain, problem };

}  // namespace lathe::gui
