// SPDX-License-Identifier: GPL-3.0-or-later
// The flat table of trials with its manners: sorting by clicks on its headers, choosing columns, grouping, and what is
// selected stays so while the records change. GUI thread.
#pragma once

#include <vector>

#include <QSet>
#include <QTreeView>

#include "widgets/runs/review_data.h"
#include "widgets/runs/trial_filter.h"

class QMenu;

namespace lathe::gui {

class AllTrialsModel;

class AllTrialsTable : public QTreeView {
    Q_OBJECT

  public:
    explicit AllTrialsTable(QWidget* parent = nullptr);

    void setStudies(const std::vector<StudyPtr>& studies);
    void setFilter(const TrialFilter& filter);
    void setShowArchived(bool show);
    void setGroupBy(const QString& column);
    int trialCount() const;

    // From top to bottom; of a selected group all its trials.
    std::vector<SelectedTrial> selectedTrials() const;
    void selectTrials(const QList<TrialKey>& trials);
    void pointAt(const TrialKey& trial);

    // Columns, their order and widths, sorting and grouping, to be kept for the next time.
    QByteArray saveView() const;
    void restoreView(const QByteArray& view);

    // Choices of columns and groups, as the header's menu has them.
    void fillColumnMenu(QMenu& menu);

  Q_SIGNALS:
    void selectedTrialsChanged();

  private:
    template <class Change>
    void keepingPlace(const Change& change);
    void sortByClick(int column);
    void applyColumns();
    QStringList columnNames() const;  // of the model
    void showHeaderMenu(const QPoint& at);
    void fillSortMenu(QMenu& menu, bool add);  // add: behind what it is sorted by
    void expandLike(const QSet<QString>& open);
    QSet<QString> openGroups() const;

    AllTrialsModel* model_;
    QSet<QString> hidden_;        // names of columns
    QHash<QString, int> widths_;  // that people set
    QStringList order_;           // names of columns; those that are missing come behind
    QStringList columns_;         // names of columns as the header was last arranged for them
    bool placing_ = false;        // the header is being changed by this, not by the person
};

}  // namespace lathe::gui
