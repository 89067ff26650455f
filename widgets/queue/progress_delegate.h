// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the cell of a running trial as a thin bar under its text; other cells as text that wraps.
#pragma once

#include <QStyledItemDelegate>

namespace lathe::gui {

class ProgressDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    // `role` gives a fraction from 0 to 1, or nothing.
    explicit ProgressDelegate(int role, QObject* parent = nullptr);

    // For what waits or has failed the text in as many lines as it takes.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

  private:
    int role_;
};

}  // namespace lathe::gui
