// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window_memory.h"

#include <QMainWindow>
#include <QSplitter>

#include "app/gui/settings.h"

namespace lathe::gui {

namespace {

const QString geometry_key = QStringLiteral("geometry");
const QString room_key = QStringLiteral("room");
const QString file_key = QStringLiteral("file");
const QString workspace_key = QStringLiteral("workspace");
const QString splitters_group = QStringLiteral("splitters/");

}  // namespace

void rememberWindow(const QMainWindow& window, const WindowMemory& memory) {
    const auto settings = openSettings();
    settings->setValue(geometry_key, window.saveGeometry());
    settings->setValue(room_key, memory.room);
    settings->setValue(file_key, memory.file);
    settings->setValue(workspace_key, memory.workspace);
    for (const QSplitter* splitter : window.findChildren<QSplitter*>())
        if (const QString name = splitter->objectName(); !name.isEmpty())
            settings->setValue(splitters_group + name, splitter->saveState());
}

WindowMemory recallWindow(QMainWindow& window) {
    const auto settings = openSettings();
    window.restoreGeometry(settings->value(geometry_key).toByteArray());
    for (QSplitter* splitter : window.findChildren<QSplitter*>())
        if (const QString name = splitter->objectName(); !name.isEmpty())
            splitter->restoreState(settings->value(splitters_group + name).toByteArray());
    return {settings->value(room_key).toInt(), settings->value(file_key).toString(),
            settings->value(workspace_key).toString()};
}

}  // namespace lathe::gui
