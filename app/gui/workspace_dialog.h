// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QString>

class QWidget;

namespace lathe::gui {

// Asks for the folder of the studies, beginning at the one that it is now; `then` is called with the one chosen, if one
// is. Returns at once. GUI thread.
void askForWorkspace(QWidget* window, const QString& now, const std::function<void(const QString&)>& then);

// Asks for a workspace on another machine: HOST, HOST:PATH or ssh://HOST/PATH. The same otherwise.
void askForHost(QWidget* window, const std::function<void(const QString&)>& then);

}  // namespace lathe::gui
