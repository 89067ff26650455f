// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/behind_the_window.h"

#include <unistd.h>

#include <QProcess>

namespace lathe::gui {

bool startBehindTheWindow(const QString& program, const QStringList& arguments) {
    if (program.isEmpty()) return false;
    constexpr int niceness = 10;  // as that of the window's own training threads
    QProcess process;
    process.setProgram(program);
    process.setArguments(arguments);
    // Between fork and exec: nice(2) may be called there. Refusal harms nobody.
    process.setChildProcessModifier([] { [[maybe_unused]] const int now = ::nice(niceness); });
    return process.startDetached();
}

}  // namespace lathe::gui
