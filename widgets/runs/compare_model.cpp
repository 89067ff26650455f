// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/compare_model.h"

#include <algorithm>
#include <utility>

#include <QFont>
#include <QPalette>

namespace lathe::gui {

void CompareModel::setRows(const QStringList& trials, std::vector<CompareRow> rows) {
    beginResetModel();
    trials_ = trials;
    rows_ = std::move(rows);
    for (auto& row : rows_) row.values.resize(trials_.size());
    endResetModel();
}

bool CompareModel::differs(int row) const {
    const CompareRow& of = rows_[static_cast<std::size_t>(row)];
    const QString* first = nullptr;
    for (int i = 0; i < of.values.size(); ++i) {
        if (of.unknown.contains(i)) continue;
        if (first && of.values[i] != *first) return true;
        first = &of.values[i];
    }
    return false;
}

bool CompareModel::matches(int row, const QString& text) const {
    const CompareRow& of = rows_[static_cast<std::size_t>(row)];
    const auto has = [&](const QString& value) { return value.contains(text, Qt::CaseInsensitive); };
    return has(of.name) || std::any_of(of.values.begin(), of.values.end(), has);
}

QString CompareModel::asText(const QList<int>& rows) const {
    QString text = QLatin1Char('\t') + trials_.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (const int row : rows) {
        const CompareRow& of = rows_[static_cast<std::size_t>(row)];
        text += of.name + QLatin1Char('\t') + of.values.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
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
    const QString none = row.unknown.contains(index.column()) ? tr("not recorded") : QStringLiteral("–");
    switch (role) {
        case Qt::DisplayRole: return value.isNull() ? none : value;
        case Qt::ToolTipRole: return value;
        case Qt::AccessibleTextRole:
            return tr("%1 of %2: %3").arg(row.name, trials_[index.column()], value.isNull() ? tr("none") : value);
        case Qt::ForegroundRole:
            return row.unknown.contains(index.column()) ? QVariant(QPalette().placeholderText()) : QVariant();
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
