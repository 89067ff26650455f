// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a recorded picture or sound where the person wants it. GUI thread.
#pragma once

#include <functional>
#include <string>

#include <QString>

class QWidget;

namespace lathe::gui {

// Asks for a file without blocking the window, and writes it on another thread. `failed` is called with what to tell,
// as long as `parent` is there. `suffix`: of a name that has none.
void askAndSaveBytes(QWidget* parent, const QString& title, const QString& suffix, const std::string& bytes,
                     const std::function<void(const QString& text)>& failed);

}  // namespace lathe::gui
