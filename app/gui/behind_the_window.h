// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace lathe::gui {

// Starts a program, named by its whole path, that outlives the window, at a lower priority than the window's, so that
// what it trains on every core never makes the window stutter. False: it could not be started. Any thread.
bool startBehindTheWindow(const QString& program, const QStringList& arguments);

}  // namespace lathe::gui
