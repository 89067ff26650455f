// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window_memory.h"

#include <QHeaderView>
#include <QMainWindow>
#include <QSplitter>

#include "app/gui/settings.h"
#include "widgets/charts/curves_view.h"
#include "widgets/common/column_widths.h"

namespace lathe::gui {

namespace {

const QString geometry_key = QStringLiteral("geometry");
const QString room_key = QStringLiteral("room");
const QString file_key = QStringLiteral("file");
const QString workspace_key = QStringLiteral("workspace");
const QString splitters_group = QStringLiteral("splitters/");
const QString columns_group = QStringLiteral("columns/");
const QString curves_group = QStringLiteral("curves/");

// Of the tables and trees of the rooms, under their names.
QMap<QString, QHeaderView*> headersOf(const QMainWindow& window) {
    QMap<QString, QHeaderView*> headers;
    for (QHeaderView* header : window.findChildren<QHeaderView*>())
        if (header->orientation() == Qt::Horizontal && header->parent() && header->window() == &window &&
            !header->parent()->objectName().isEmpty())
            headers.insert(header->parent()->objectName(), header);
    return headers;
}

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
    const auto headers = headersOf(window);
    for (auto each = headers.cbegin(); each != headers.cend(); ++each)
        if (const QVariantMap widths = ColumnWidths::of(each.value())->widths(); !widths.isEmpty())
            settings->setValue(columns_group + each.key(), widths);
    for (const CurvesView* curves : window.findChildren<CurvesView*>())
        settings->setValue(curves_group + curves->objectName(), curves->saveLayout());
}

WindowMemory recallWindow(QMainWindow& window) {
    const auto settings = openSettings();
    window.restoreGeometry(settings->value(geometry_key).toByteArray());
    for (QSplitter* splitter : window.findChildren<QSplitter*>())
        if (const QString name = splitter->objectName(); !name.isEmpty())
            splitter->restoreState(settings->value(splitters_group + name).toByteArray());
    const auto headers = headersOf(window);
    for (auto each = headers.cbegin(); each != headers.cend(); ++each)
        ColumnWidths::of(each.value())->setWidths(settings->value(columns_group + each.key()).toMap());
    for (CurvesView* curves : window.findChildren<CurvesView*>())
        curves->restoreLayout(settings->value(curves_group + curves->objectName()).toMap());
    return {settings->value(room_key).toInt(), settings->value(file_key).toString(),
            settings->value(workspace_key).toString()};
}

}  // namespace lathe::gui
