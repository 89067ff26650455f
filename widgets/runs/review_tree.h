// SPDX-License-Identifier: GPL-3.0-or-later
// Studies with their trials as a tree, filtered and sorted. GUI thread.
#pragma once

#include <vector>

#include <QList>
#include <QString>
#include <QTreeView>

#include "widgets/runs/record_key.h"
#include "widgets/runs/review_data.h"
#include "widgets/runs/trial_filter.h"

namespace lathe::gui {

class ReviewFilterModel;
class ReviewModel;

class ReviewTree : public QTreeView {
    Q_OBJECT

  public:
    explicit ReviewTree(QWidget* parent = nullptr);

    // What is still there stays selected, and open or closed.
    void setStudies(const std::vector<StudyPtr>& studies);
    void setFilter(TrialFilter filter);
    void setShowArchived(bool show);
    int trialCount() const;  // of those that are shown

    StudyPtr currentStudy() const;                      // selected, or the study of a selected trial; nullptr: none
    std::vector<SelectedTrial> selectedTrials() const;  // from top to bottom
    std::vector<StudyPtr> selectedStudies() const;      // that are selected as a whole
    std::vector<MarkedRecord> selectedRecords() const;  // studies and trials, from top to bottom
    void selectTrials(const QList<TrialKey>& trials);
    void selectStudy(const QString& folder);
    bool openStudy(const QString& folder);  // and shows its trials; false: it is not here
    void openFirstStudy();
    // Makes it the current row without selecting it.
    void pointAt(const TrialKey& trial);
    void editName();  // of the current row, in its place

  Q_SIGNALS:
    void renamed(const lathe::gui::MarkedRecord& record, const QString& name);

  private:
    void open(const QModelIndex& study);
    void placeColumns();

    ReviewModel* model_;
    ReviewFilterModel* proxy_;
};

}  // namespace lathe::gui
