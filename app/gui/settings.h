// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers between starts: an INI file in the person's configuration folder. GUI thread.
#pragma once

#include <memory>

#include <QSettings>
#include <QStringList>

class QActionGroup;

namespace lathe::gui {

// A file that cannot be read as settings is renamed to "<file>.damaged" and a new one begun, so that it never keeps the
// program from starting.
std::unique_ptr<QSettings> openSettings();

// Files opened before, newest first; some may be gone.
QStringList recentFiles(const QSettings& settings);
void addRecentFile(QSettings& settings, const QString& file);

// Checks the action of the group whose data was chosen last ("system" at first), and keeps what is chosen from now on.
void rememberChoice(QActionGroup& group, const QString& key);

}  // namespace lathe::gui
