// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/shaded_delegate.h"

#include <QPainter>

namespace lathe::gui {

void ShadedDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (const QVariant shade = index.data(Qt::BackgroundRole); shade.isValid())
        painter->fillRect(option.rect, shade.value<QColor>());
    QStyledItemDelegate::paint(painter, option, index);
}

}  // namespace lathe::gui
