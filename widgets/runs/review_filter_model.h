// SPDX-License-Identifier: GPL-3.0-or-later
// The Review tree, filtered by expression and sorted. GUI thread.
#pragma once

#include <QSortFilterProxyModel>

#include "core/store/study_record.h"
#include "widgets/runs/trial_filter.h"

namespace lathe::gui {

class ReviewModel;

// A study is shown when one of its trials passes (or when it has none yet and the filter is empty), unless it is
// archived. What there is
// nothing to sort by comes last, whichever the direction; NaN comes just before it.
class ReviewFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit ReviewFilterModel(ReviewModel* source, QObject* parent = nullptr);
    void setFilter(TrialFilter filter);
    // Also what was archived. Deleted trials are never shown.
    void setShowArchived(bool show);
    bool showsArchived() const { return showArchived_; }

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

  private:
    bool isWanted(const store::StudyMarks& marks, const store::TrialRecord* trial) const;

    ReviewModel* source_;
    TrialFilter filter_;
    bool showArchived_ = false;
};

}  // namespace lathe::gui
