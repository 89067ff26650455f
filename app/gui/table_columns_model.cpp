// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/table_columns_model.h"

#include <algorithm>

namespace lathe::gui {

namespace {

QString typeName(train::ColumnType type) {
    switch (type) {
        case train::ColumnType::number: return TableColumnsModel::tr("number");
        case train::ColumnType::category: return TableColumnsModel::tr("category");
        case train::ColumnType::date: return TableColumnsModel::tr("date");
        case train::ColumnType::text: return TableColumnsModel::tr("text");
        case train::ColumnType::id: return TableColumnsModel::tr("name of the row");
        case train::ColumnType::constant: return TableColumnsModel::tr("constant");
        case train::ColumnType::empty: break;
    }
    return TableColumnsModel::tr("empty");
}

QString useName(train::ColumnRole role) {
    switch (role) {
        case train::ColumnRole::feature: return TableColumnsModel::tr("learned from");
        case train::ColumnRole::target: return TableColumnsModel::tr("predicted");
        case train::ColumnRole::left_out: break;
    }
    return TableColumnsModel::tr("left out");
}

QVector<double> bars(const train::ColumnDescription& column) {
    QVector<double> heights;
    if (column.histogram.empty()) return heights;
    const auto most = *std::max_element(column.histogram.begin(), column.histogram.end());
    for (const auto count : column.histogram) {
        heights << (most > 0 ? static_cast<double>(count) / static_cast<double>(most) : 0);
    }
    return heights;
}

// What the picture shows, in words.
QString histogramText(const train::ColumnDescription& column) {
    QStringList parts;
    for (const auto& [word, count] : column.values) {
        parts << TableColumnsModel::tr("%1: %2").arg(QString::fromStdString(word)).arg(count);
    }
    const auto shown = static_cast<std::int64_t>(column.values.size());
    if (shown > 0 && column.distinct > shown) parts << TableColumnsModel::tr("%1 more").arg(column.distinct - shown);
    if (shown == 0) {
        for (const auto count : column.histogram) parts << QString::number(count);
    }
    return parts.join(QStringLiteral(", "));
}

}  // namespace

void TableColumnsModel::setTable(const train::TableDescription& table) {
    beginResetModel();
    columns_ = table.columns;
    endResetModel();
}

int TableColumnsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

int TableColumnsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : SectionCount;
}

QString TableColumnsModel::text(const train::ColumnDescription& column, int section) const {
    switch (section) {
        case Name: return QString::fromStdString(column.name);
        case Type: return typeName(column.type);
        case Use: return useName(column.role);
        case Missing: return QString::number(column.missing);
        case Distinct: return QString::number(column.distinct);
        case Least: return QString::fromStdString(column.low_text());
        case Most: return QString::fromStdString(column.high_text());
        case Mean:
            return column.range && column.type != train::ColumnType::date
                       ? QString::fromStdString(train::short_number(column.range->mean))
                       : QString();
        default: return {};
    }
}

QVariant TableColumnsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const train::ColumnDescription& column = columns_[static_cast<std::size_t>(index.row())];
    const bool isNumber = index.column() >= Missing && index.column() <= Most;
    switch (role) {
        case Qt::DisplayRole: return text(column, index.column());
        case barsRole: return index.column() == Histogram ? QVariant::fromValue(bars(column)) : QVariant();
        case wordsRole:
            return index.column() == Histogram && !column.values.empty() ? histogramText(column) : QString();
        case Qt::AccessibleTextRole:
            return index.column() == Histogram ? histogramText(column) : text(column, index.column());
        case Qt::ToolTipRole:
            if (index.column() == Histogram) return histogramText(column);
            return QString::fromStdString(column.why.empty() ? column.note : column.why);
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(
                Qt::Alignment(isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter));
        default: return {};
    }
}

QVariant TableColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case Name: return tr("Column");
        case Type: return tr("Type");
        case Use: return tr("Use");
        case Missing: return tr("Missing");
        case Distinct: return tr("Distinct");
        case Least: return tr("Least");
        case Mean: return tr("Mean");
        case Most: return tr("Most");
        case Histogram: return tr("Histogram");
        default: return {};
    }
}

}  // namespace lathe::gui
