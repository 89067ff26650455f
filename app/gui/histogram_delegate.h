// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the bars that a cell of TableColumnsModel holds. GUI thread.
#pragma once

#include <QStyledItemDelegate>

namespace lathe::gui {

class HistogramDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace lathe::gui
