// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/histogram_delegate.h"

#include <QPainter>

#include <algorithm>

#include "app/gui/table_columns_model.h"

namespace lathe::gui {

void HistogramDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);  // the ground, the selection, the focus
    const auto bars = index.data(TableColumnsModel::barsRole).value<QVector<double>>();
    if (bars.isEmpty()) return;
    const QRectF room = QRectF(option.rect).adjusted(4, 3, -4, -3);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const double width = std::min(room.width() / static_cast<double>(bars.size()), 14.0);
    painter->save();
    painter->setPen(Qt::NoPen);
    painter->setBrush(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Link));
    for (qsizetype i = 0; i < bars.size(); ++i) {
        // What is there at all can be seen.
        const double height = bars[i] > 0 ? std::max(1.0, bars[i] * room.height()) : 0;
        painter->drawRect(QRectF(room.left() + static_cast<double>(i) * width, room.bottom() - height,
                                 std::max(1.0, width - 1), height));
    }
    const QString words = index.data(TableColumnsModel::wordsRole).toString();
    const QRectF rest = room.adjusted(static_cast<double>(bars.size()) * width + 8, -3, 0, 3);
    if (!words.isEmpty() && rest.width() > 0) {
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(words, Qt::ElideRight, static_cast<int>(rest.width())));
    }
    painter->restore();
}

QSize HistogramDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return QStyledItemDelegate::sizeHint(option, index).expandedTo(QSize(180, option.fontMetrics.height() + 10));
}

}  // namespace lathe::gui
