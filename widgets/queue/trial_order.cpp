// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/trial_order.h"

#include "widgets/common/sort_values.h"
#include "widgets/queue/trial_table_model.h"

namespace lathe::gui {

bool TrialOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    return sortsBefore(left.data(TrialTableModel::SortRole), left.row(), right.data(TrialTableModel::SortRole),
                       right.row(), sortOrder());
}

}  // namespace lathe::gui
