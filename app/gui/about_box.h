// SPDX-License-Identifier: GPL-3.0-or-later
// Version and licence, in a box that does not block. GUI thread.
#pragma once

class QWidget;

namespace lathe::gui {

void showAboutBox(QWidget* window);

}  // namespace lathe::gui
