// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a recorded picture or sound where the person wants it. GUI thread.
#pragma once

#include <string>

#include <QString>

class QWidget;

namespace lathe::gui {

// Asks for a file without blocking the window, and writes it among the window's ChartExports, which tell what becomes
// of it. `suffix`: of a name that has none.
void askAndSaveBytes(QWidget& parent, const QString& title, const QString& suffix, const std::string& bytes);

}  // namespace lathe::gui
