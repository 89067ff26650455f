// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/class_scores_model.h"

namespace lathe::gui {

void ClassScoresModel::setFacts(const TestFacts& facts) {
    beginResetModel();
    scores_ = facts.record ? facts.record->class_scores() : std::vector<store::ClassScore>();
    endResetModel();
}

int ClassScoresModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(scores_.size());
}

int ClassScoresModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant ClassScoresModel::data(const QModelIndex& index, int role) const {
    if (role == Qt::TextAlignmentRole && index.column() != classColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != sortRole) return {};
    const store::ClassScore& score = scores_[static_cast<std::size_t>(index.row())];
    const auto number = [role](double value) {
        return role == sortRole ? QVariant(value) : QVariant(QString::number(value, 'f', 4));
    };
    switch (index.column()) {
        case classColumn: return QString::fromStdString(score.name);
        case precisionColumn: return number(score.precision);
        case recallColumn: return number(score.recall);
        case f1Column: return number(score.f1);
        default:
            return role == sortRole ? QVariant(static_cast<qlonglong>(score.support))
                                    : QVariant(QString::number(score.support));
    }
}

QVariant ClassScoresModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section != classColumn) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case classColumn: return tr("Class");
        case precisionColumn: return tr("Precision");
        case recallColumn: return tr("Recall");
        case f1Column: return tr("F1");
        default: return tr("Support");
    }
}

}  // namespace lathe::gui
