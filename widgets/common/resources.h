// SPDX-License-Identifier: GPL-3.0-or-later
// What is compiled into the program: ":/lathe/icons/...", ":/lathe/themes/...", ":/lathe/examples/...",
// ":/lathe/translations/...".
#pragma once

namespace lathe::gui {

// Makes the compiled-in files readable; needed because they live in a static library. Cheap to call again.
void initResources();

}  // namespace lathe::gui
