// The Review tree, filtered by expression and sorted. GUI thread.
#pragma once

#include <QSortFilterProxyModel>

#include "widgets/runs/trial_filter.h"

namespace lathe::gui {

class ReviewModel;

// A study is shown when one of its trials passes (or when it has none yet and the filter is empty). What there is
// nothing to sort by comes last, whichever the direction; NaN comes just before it.
class ReviewFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit ReviewFilterModel(ReviewModel* source, QObject* parent = nullptr);
    void setFilter(TrialFilter filter);

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

  private:
    ReviewModel* source_;
    TrialFilter filter_;
};

}  // namespace lathe::gui
