// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the background that a model asks for: items that the theme's style sheet gives a border have none of their
// own. GUI thread.
#pragma once

#include <QStyledItemDelegate>

namespace lathe::gui {

class ShadedDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace lathe::gui
