// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/column_widths.h"

#include <QAbstractItemModel>
#include <QEvent>
#include <QHeaderView>

namespace lathe::gui {

ColumnWidths* ColumnWidths::of(QHeaderView* header) {
    auto* own = header->findChild<ColumnWidths*>(QString(), Qt::FindDirectChildrenOnly);
    return own ? own : new ColumnWidths(header);
}

ColumnWidths::ColumnWidths(QHeaderView* header) : QObject(header), header_(*header) {
    setObjectName(QStringLiteral("columnWidths"));
    header->viewport()->installEventFilter(this);
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (pressed_ && !applying_ && width > 0) widths_[nameOf(column)] = width;
    });
    connect(header, &QHeaderView::sectionCountChanged, this, &ColumnWidths::apply);
    follow();
}

// A column may be the same one under another name, and the other way round.
void ColumnWidths::follow() {
    if (const QAbstractItemModel* model = header_.model())
        connect(model, &QAbstractItemModel::headerDataChanged, this, &ColumnWidths::apply);
}

QString ColumnWidths::nameOf(int column) const {
    return header_.model()->headerData(column, header_.orientation()).toString();
}

void ColumnWidths::setWidths(const QVariantMap& widths) {
    widths_ = widths;
    apply();
}

void ColumnWidths::apply() {
    if (!header_.model() || widths_.isEmpty()) return;
    applying_ = true;
    for (int column = 0; column < header_.count(); ++column)
        if (const int width = widths_.value(nameOf(column)).toInt(); width > 0) header_.resizeSection(column, width);
    applying_ = false;
}

bool ColumnWidths::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick) pressed_ = true;
    if (event->type() == QEvent::MouseButtonRelease) pressed_ = false;
    return QObject::eventFilter(watched, event);
}

}  // namespace lathe::gui
