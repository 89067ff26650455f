// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/behind_the_window.h"

#include <QFileInfo>
#include <QProcess>

namespace lathe::gui {

bool startBehindTheWindow(const QString& program, const QStringList& arguments) {
    // nice(1) would say too late that there is no such program.
    if (!QFileInfo(program).isExecutable()) return false;
    // As the window's own training threads. (QProcess has no modifier of the child for what it detaches.)
    const QStringList behind{QStringLiteral("-n"), QStringLiteral("10"), program};
    return QProcess::startDetached(QStringLiteral("nice"), behind + arguments);
}

}  // namespace lathe::gui
