// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_legend_list.h"

#include <QItemSelectionModel>
#include <QSignalBlocker>

#include "widgets/charts/curves_legend.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

CurvesLegendList::CurvesLegendList(CurvesScene& scene, QWidget* parent)
    : QListView(parent), legend_(new CurvesLegend(scene, this)) {
    setObjectName(QStringLiteral("curvesLegend"));
    setAccessibleName(tr("Legend"));
    setToolTip(tr("Untick a run to hide its line"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setMouseTracking(true);
    setIconSize(lineSwatchSize);
    setTextElideMode(Qt::ElideMiddle);
    setMinimumWidth(16 * gui::spacing);
    setModel(legend_);
    connect(legend_, &CurvesLegend::shownChanged, this, &CurvesLegendList::shownChanged);
    connect(this, &QListView::entered, this,
            [this](const QModelIndex& index) { Q_EMIT runEntered(index.data(CurvesLegend::runRole).toInt()); });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        QSet<int> runs;
        for (const QModelIndex& index : selectionModel()->selectedIndexes())
            runs.insert(index.data(CurvesLegend::runRole).toInt());
        Q_EMIT runsSelected(runs);
    });
}

void CurvesLegendList::selectRuns(const QSet<int>& runs) {
    QItemSelection selection;
    for (const int run : runs) {
        const int row = legend_->rowOf(run);
        if (row >= 0) selection.select(legend_->index(row), legend_->index(row));
    }
    const QSignalBlocker quiet(selectionModel());
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    viewport()->update();
}

}  // namespace lathe::gui
