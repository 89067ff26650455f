// The left of the Review room: studies and their trials as a tree, filtered, sorted and selected. GUI thread.
#pragma once

#include <vector>

#include <QList>
#include <QWidget>

#include "widgets/runs/review_data.h"

class QLabel;
class QLayout;
class QLineEdit;
class QTreeView;

namespace lathe::gui {

class ReviewActions;
class ReviewFilterModel;
class ReviewModel;

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
    void selectTrials(const QList<TrialKey>& trials);
    // By its folder.
    void selectStudy(const QString& folder);
    bool openStudy(const QString& folder);  // and shows its trials; false: it is not here
    void openFirstStudy();
    // Makes it the current row without selecting it.
    void pointAt(const TrialKey& trial);

    void focusFilter();

  Q_SIGNALS:
    void selectionChanged();

  private:
    QLayout* makeBar();
    void makeTree();
    void open(const QModelIndex& study);
    void applyFilter();
    void showCount();
    void showTreeMenu(const QPoint& at);
    void showHeaderMenu(const QPoint& at);

    const ReviewActions& actions_;
    ReviewModel* model_;
    ReviewFilterModel* proxy_;
    QLineEdit* filter_;
    QLabel* filterError_;
    QTreeView* tree_;
    QLabel* count_;
};

}  // namespace lathe::gui
