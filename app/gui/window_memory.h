// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers between two starts of the program, in the settings. GUI thread.
#pragma once

#include <QString>

class QMainWindow;

namespace lathe::gui {

struct WindowMemory {
    int room = 0;
    QString file;  // empty: none or untitled
    QString workspace;
};

// These, and size, place and splitters of the window.
void rememberWindow(const QMainWindow& window, const WindowMemory& memory);
// Puts size, place and splitters back; what a damaged file says is ignored.
WindowMemory recallWindow(QMainWindow& window);

}  // namespace lathe::gui
