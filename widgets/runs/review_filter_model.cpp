// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_filter_model.h"

#include <utility>

#include "widgets/common/sort_values.h"
#include "widgets/runs/review_model.h"
#include "widgets/runs/trial_subject.h"

namespace lathe::gui {

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
    return sortsBefore(left.data(ReviewModel::SortRole), left.row(), right.data(ReviewModel::SortRole), right.row(),
                       sortOrder());
}

}  // namespace lathe::gui
