#include "widgets/runs/compare_model.h"

#include <algorithm>
#include <utility>

#include <QFont>

namespace lathe::gui {

void CompareModel::setRows(const QStringList& trials, std::vector<CompareRow> rows) {
    beginResetModel();
    trials_ = trials;
    rows_ = std::move(rows);
    for (auto& row : rows_) row.values.resize(trials_.size());
    endResetModel();
}

bool CompareModel::differs(int row) const {
    const QStringList& values = rows_[static_cast<std::size_t>(row)].values;
    return std::any_of(values.begin(), values.end(), [&](const QString& value) { return value != values.front(); });
}

QString CompareModel::asText() const {
    QString text = QLatin1Char('\t') + trials_.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (const auto& row : rows_)
        text += row.name + QLatin1Char('\t') + row.values.join(QLatin1Char('\t')) + QLatin1Char('\n');
    return text;
}

int CompareModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int CompareModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(trials_.size());
}

QVariant CompareModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& row = rows_[static_cast<std::size_t>(index.row())];
    const QString& value = row.values[index.column()];
    switch (role) {
        case Qt::DisplayRole: return value.isNull() ? QStringLiteral("–") : value;
        case Qt::ToolTipRole: return value;
        case Qt::AccessibleTextRole:
            return tr("%1 of %2: %3").arg(row.name, trials_[index.column()], value.isNull() ? tr("none") : value);
        case Qt::FontRole:
            if (differs(index.row())) {
                QFont font;
                font.setBold(true);
                return font;
            }
            return {};
        default: return {};
    }
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    if (orientation == Qt::Horizontal) return trials_.value(section);
    return section < rowCount() ? QVariant(rows_[static_cast<std::size_t>(section)].name) : QVariant();
}

}  // namespace lathe::gui
