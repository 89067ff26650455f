// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_legend.h"

#include <algorithm>

#include <QFont>

#include "widgets/charts/series_style.h"

namespace lathe::gui {

CurvesLegend::CurvesLegend(CurvesScene& scene, QObject* parent) : QAbstractListModel(parent), scene_(scene) {}

void CurvesLegend::refresh() {
    std::vector<int> now;
    for (const auto& [run, entry] : scene_.data.runs()) {
        if (scene_.listed(run)) now.push_back(run);
    }
    // Runs mostly join at the end; anything else is rare enough for a reset.
    const bool grows = now.size() >= runs_.size() && std::equal(runs_.begin(), runs_.end(), now.begin());
    if (!grows) {
        beginResetModel();
        runs_ = std::move(now);
        endResetModel();
        return;
    }
    const int before = static_cast<int>(runs_.size());
    if (now.size() > runs_.size()) {
        beginInsertRows({}, before, static_cast<int>(now.size()) - 1);
        runs_ = std::move(now);
        endInsertRows();
    }
    if (before > 0) Q_EMIT dataChanged(index(0), index(before - 1));
}

void CurvesLegend::setDark(bool dark) {
    if (dark_ == dark) return;
    dark_ = dark;
    if (!runs_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DecorationRole});
}

int CurvesLegend::rowOf(int run) const {
    const auto found = std::lower_bound(runs_.begin(), runs_.end(), run);
    return found != runs_.end() && *found == run ? static_cast<int>(found - runs_.begin()) : -1;
}

int CurvesLegend::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

QVariant CurvesLegend::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int run = runs_[static_cast<std::size_t>(index.row())];
    const bool best = scene_.best == run;
    switch (role) {
        case Qt::DisplayRole: return best ? tr("%1 ★").arg(scene_.label(run)) : scene_.label(run);
        case Qt::ToolTipRole: return best ? tr("%1, the best so far").arg(scene_.label(run)) : scene_.label(run);
        case Qt::AccessibleTextRole: return best ? tr("%1, the best so far").arg(scene_.label(run)) : scene_.label(run);
        case Qt::DecorationRole: return decoration(run);
        case Qt::CheckStateRole: return scene_.hidden.contains(run) ? Qt::Unchecked : Qt::Checked;
        case runRole: return run;
        case Qt::FontRole:
            if (best || scene_.selected.contains(run)) {
                QFont font;
                font.setBold(true);
                return font;
            }
            return {};
        default: return {};
    }
}

QVariant CurvesLegend::decoration(int run) const {
    return lineSwatch(scene_.pen(run, dark_, curveWidth));
}

bool CurvesLegend::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) return false;
    const int run = runs_[static_cast<std::size_t>(index.row())];
    if (value.toInt() == Qt::Checked) {
        scene_.hidden.remove(run);
    } else {
        scene_.hidden.insert(run);
    }
    Q_EMIT dataChanged(index, index, {role});
    Q_EMIT shownChanged();
    return true;
}

Qt::ItemFlags CurvesLegend::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren;
}

}  // namespace lathe::gui
