// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_filter_model.h"

#include <cmath>
#include <utility>

#include <QDateTime>

#include "widgets/common/natural_order.h"
#include "widgets/runs/review_model.h"
#include "widgets/runs/trial_subject.h"

namespace lathe::gui {

namespace {

bool isNumber(const QVariant& value) {
    return value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Int;
}

// 0: comes in order, 1: NaN, 2: nothing
int rankOf(const QVariant& value) {
    if (!value.isValid() || (value.typeId() == QMetaType::QDateTime && !value.toDateTime().isValid())) return 2;
    return value.typeId() == QMetaType::Double && std::isnan(value.toDouble()) ? 1 : 0;
}

bool isLess(const QVariant& a, const QVariant& b) {
    if (isNumber(a) != isNumber(b)) return isNumber(a);
    if (isNumber(a)) return a.toDouble() < b.toDouble();
    if (a.typeId() == QMetaType::QDateTime) return a.toDateTime() < b.toDateTime();
    return NaturalOrder()(a.toString(), b.toString());
}

}  // namespace

ReviewFilterModel::ReviewFilterModel(ReviewModel* source, QObject* parent)
    : QSortFilterProxyModel(parent), source_(source) {
    setRecursiveFilteringEnabled(true);
    setSourceModel(source);
}

void ReviewFilterModel::setFilter(TrialFilter filter) {
    filter_ = std::move(filter);
    invalidateFilter();
}

void ReviewFilterModel::setShowArchived(bool show) {
    showArchived_ = show;
    invalidateFilter();
}

bool ReviewFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = source_->index(row, 0, parent);
    const auto* trial = source_->trialAt(index);
    const StudyPtr study = source_->studyAt(index);
    if (!isWanted(study->marks, trial)) return false;
    if (filter_.empty()) return true;
    if (!trial) return false;  // recursive filtering asks its trials
    return filter_.matches(TrialSubject(*study, *trial));
}

// Not archived, nor of a study that is; a deleted trial never.
bool ReviewFilterModel::isWanted(const store::StudyMarks& marks, const store::TrialRecord* trial) const {
    if (marks.study.archived && !showArchived_) return false;
    if (!trial) return true;
    const store::Marks& own = marks.of_trial(trial->number);
    return !own.deleted && (showArchived_ || !own.archived);
}

bool ReviewFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(ReviewModel::SortRole), b = right.data(ReviewModel::SortRole);
    const int rankA = rankOf(a), rankB = rankOf(b);
    if (rankA != rankB) return (rankA < rankB) == (sortOrder() == Qt::AscendingOrder);
    if (rankA == 0) {
        if (isLess(a, b)) return true;
        if (isLess(b, a)) return false;
    }
    // Equal: by the model's own order, whichever the direction.
    return (left.row() < right.row()) == (sortOrder() == Qt::AscendingOrder);
}

}  // namespace lathe::gui
