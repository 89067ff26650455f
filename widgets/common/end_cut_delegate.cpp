// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/end_cut_delegate.h"

namespace lathe::gui {

EndCutDelegate::EndCutDelegate(Rows rows, QObject* parent) : QStyledItemDelegate(parent), rows_(rows) {}

void EndCutDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (rows_ == Rows::all || index.parent().isValid()) option->textElideMode = Qt::ElideRight;
}

}  // namespace lathe::gui
