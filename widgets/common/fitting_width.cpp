// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/fitting_width.h"

#include <algorithm>

#include <QAbstractItemModel>
#include <QFont>
#include <QFontMetrics>
#include <QHeaderView>
#include <QModelIndex>
#include <QString>
#include <QTreeView>
#include <QVariant>

#include "widgets/common/theme.h"

namespace lathe::gui {

int fittingWidth(const QTreeView& view, int column, int least, int most) {
    constexpr int enough = 100;  // rows: those of thousands of trials are as long as these
    const QAbstractItemModel& model = *view.model();
    QFont font = view.font();
    font.setBold(true);  // as the best trial is
    const QFontMetrics metrics(font);
    int width = least;
    int looked = 0;
    const auto look = [&](const QModelIndex& cell) {
        ++looked;
        width = std::max(width, metrics.horizontalAdvance(cell.data().toString()) + 2 * spacing);
    };
    for (int row = 0; row < model.rowCount() && looked < enough && width < most; ++row) {
        look(model.index(row, column));
        const QModelIndex above = model.index(row, 0);
        for (int child = 0; child < model.rowCount(above) && looked < enough; ++child)
            look(model.index(child, column, above));
    }
    // The theme leaves room for the arrow of a sorted column.
    return std::min(std::max(width, view.header()->sectionSizeHint(column) + spacing), most);
}

}  // namespace lathe::gui
