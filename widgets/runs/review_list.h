// SPDX-License-Identifier: GPL-3.0-or-later
// The left of the Review room: studies with their trials as a tree, or all trials as one table; filtered, sorted and
// selected. GUI thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <QList>
#include <QWidget>

#include "widgets/runs/record_key.h"
#include "widgets/runs/review_data.h"
#include "widgets/runs/trial_filter.h"

class QAction;
class QLabel;
class QLayout;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTreeView;

namespace lathe::gui {

class ReviewActions;
class ReviewColumns;
class AllTrialsTable;
class NameCompleter;
class ReviewTree;

class ReviewList : public QWidget {
    Q_OBJECT

  public:
    // Shows the actions as buttons and in the tree's menu; they outlive this.
    explicit ReviewList(const ReviewActions& actions, QWidget* parent = nullptr);

    // What is still there stays selected.
    void setStudies(const std::vector<StudyPtr>& studies);

    bool hasSelection() const;
    StudyPtr currentStudy() const;                      // selected, or the study of a selected trial; nullptr: none
    std::vector<SelectedTrial> selectedTrials() const;  // from top to bottom
    std::vector<StudyPtr> selectedStudies() const;      // that are selected as a whole
    std::vector<MarkedRecord> selectedRecords() const;  // studies and trials, from top to bottom
    void selectTrials(const QList<TrialKey>& trials);
    // By its folder.
    void selectStudy(const QString& folder);
    bool openStudy(const QString& folder);  // and shows its trials; false: it is not here
    void openFirstStudy();
    // Makes it the current row without selecting it.
    void pointAt(const TrialKey& trial);

    void focusFilter();
    void editName();  // of the current row, in its place
    void setShowArchived(bool show);

    // One flat table of all trials instead of the tree.
    void showTrials(bool flat);
    bool showsTrials() const;
    // How the table looks and what is filtered, for the next time.
    QByteArray saveView() const;
    void restoreView(const QByteArray& view);
    QMenu* viewsMenu() const { return viewsMenu_; }
    QList<QAction*> viewActions() const;

  Q_SIGNALS:
    void selectionChanged();
    void renamed(const lathe::gui::MarkedRecord& record, const QString& name);

  private:
    QLayout* makeBar();
    QWidget* makeSwitch();
    void applyFilter();
    Result<TrialFilter> filterTree();
    void showCount();
    void showMenu(QTreeView& view, const QPoint& at);
    void showFilterProblem(const Result<TrialFilter>& filter);
    void showHeaderMenu(const QPoint& at);

    const ReviewActions& actions_;
    QLineEdit* filter_;
    QLabel* filterError_;
    ReviewTree* tree_;
    AllTrialsTable* table_;
    QStackedWidget* views_;
    QAction* studiesView_;
    QAction* trialsView_;
    ReviewColumns* columns_;
    QMenu* viewsMenu_;
    NameCompleter* completer_;
    QLabel* count_;
    std::vector<StudyPtr> studies_;
    std::set<std::string> names_;  // that a filter may use
};

}  // namespace lathe::gui
