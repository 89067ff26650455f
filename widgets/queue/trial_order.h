// SPDX-License-Identifier: GPL-3.0-or-later
// The trials of the Train room as their table is sorted. GUI thread.
#pragma once

#include <QSortFilterProxyModel>

namespace lathe::gui {

// Of a TrialTableModel. What a trial has not got comes last, whichever the direction.
class TrialOrder : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

  protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

}  // namespace lathe::gui
