// SPDX-License-Identifier: GPL-3.0-or-later
// Cells whose text is cut at its end where it does not fit, in a view that cuts the others in the middle: sentences,
// and names that differ at their beginning ("Trial 12 (best)"). GUI thread.
#pragma once

#include <cstdint>

#include <QStyledItemDelegate>

namespace lathe::gui {

class EndCutDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    // Of a column's rows, those that are cut so.
    enum class Rows : std::uint8_t { all, belowOthers };

    explicit EndCutDelegate(Rows rows, QObject* parent = nullptr);

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

  private:
    Rows rows_;
};

}  // namespace lathe::gui
