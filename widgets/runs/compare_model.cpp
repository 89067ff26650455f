// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/compare_model.h"

#include <algorithm>
#include <utility>

#include <QFont>
#include <QPalette>

#include "core/base/csv.h"
#include "widgets/charts/run_styles.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

QString lineOf(const QStringList& cells, CompareModel::Form form) {
    if (form == CompareModel::Form::table) {
        QStringList plain;
        // A cell must not look like two.
        for (QString cell : cells) plain << cell.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(u'\n', u' ');
        return plain.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    std::vector<std::string> bytes;
    for (const QString& cell : cells) bytes.push_back(cell.toStdString());
    return QString::fromStdString(join_csv_line(bytes));
}

}  // namespace

void CompareModel::setRows(const std::vector<CompareColumn>& trials, std::vector<CompareRow> rows) {
    beginResetModel();
    trials_ = trials;
    rows_.clear();
    QString section;
    for (auto& row : rows) {
        if (row.section != section) rows_.push_back({row.section, {}, {}, row.section});
        section = row.section;
        row.values.resize(std::max<qsizetype>(1, static_cast<qsizetype>(trials_.size())));
        rows_.push_back(std::move(row));
    }
    endResetModel();
}

void CompareModel::setMarksDifferences(bool marks) {
    if (marks == marksDifferences_) return;
    marksDifferences_ = marks;
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::FontRole});
}

bool CompareModel::differs(int row) const {
    const CompareRow& of = row_(row);
    const QString* first = nullptr;
    for (int i = 0; i < of.values.size(); ++i) {
        if (of.unknown.contains(i)) continue;
        if (first && of.values[i] != *first) return true;
        first = &of.values[i];
    }
    return false;
}

bool CompareModel::matches(int row, const QString& text) const {
    const CompareRow& of = row_(row);
    const auto has = [&](const QString& value) { return value.contains(text, Qt::CaseInsensitive); };
    return has(of.name) || std::any_of(of.values.begin(), of.values.end(), has);
}

QString CompareModel::asText(const QList<int>& rows, Form form) const {
    const bool sections =
        std::any_of(rows_.begin(), rows_.end(), [](const auto& row) { return !row.section.isEmpty(); });
    QStringList head;
    if (sections) head << tr("section");
    head << (sections ? tr("property") : QString());
    for (const CompareColumn& trial : trials_) head << trial.name;
    QString text = lineOf(head, form);
    for (const int row : rows) {
        if (isSection(row)) continue;
        QStringList cells;
        if (sections) cells << row_(row).section;
        text += lineOf(cells << row_(row).name << row_(row).values, form);
    }
    return text;
}

int CompareModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int CompareModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(trials_.size());
}

Qt::ItemFlags CompareModel::flags(const QModelIndex& index) const {
    if (index.isValid() && isSection(index.row())) return Qt::ItemIsEnabled;
    return QAbstractTableModel::flags(index);
}

QVariant CompareModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const CompareRow& row = row_(index.row());
    if (isSection(index.row())) {
        if (role == Qt::BackgroundRole) return QPalette().color(QPalette::AlternateBase);
        if (role == Qt::AccessibleTextRole) return tr("Section %1").arg(row.name);
        return {};
    }
    const QString& value = row.values[index.column()];
    const QString none = row.unknown.contains(index.column()) ? tr("not recorded") : QStringLiteral("–");
    switch (role) {
        case Qt::DisplayRole: return value.isNull() ? none : value;
        case Qt::ToolTipRole: return value;
        case Qt::AccessibleTextRole:
            return tr("%1 of %2: %3")
                .arg(row.name, trials_[static_cast<std::size_t>(index.column())].name,
                     value.isNull() ? tr("none") : value);
        case Qt::ForegroundRole:
            return row.unknown.contains(index.column()) ? QVariant(QPalette().placeholderText()) : QVariant();
        case Qt::FontRole:
            if (marksDifferences_ && differs(index.row())) {
                QFont font;
                font.setBold(true);
                return font;
            }
            return {};
        default: return {};
    }
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal) {
        if (section < 0 || section >= columnCount()) return {};
        const CompareColumn& trial = trials_[static_cast<std::size_t>(section)];
        if (role == Qt::DecorationRole && trial.line.style() != Qt::NoPen) return lineSwatch(trial.line);
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(trial.name) : QVariant();
    }
    if (section < 0 || section >= rowCount()) return {};
    if (role == Qt::FontRole && isSection(section)) return headingFont();
    return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(row_(section).name) : QVariant();
}

}  // namespace lathe::gui
