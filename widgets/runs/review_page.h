// The Review room: every study of a workspace with its trials, filtered, compared, and followed live when it runs in
// another process. GUI thread; files are read on a thread of its own.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QSet>
#include <QTimer>
#include <QWidget>

#include "widgets/runs/review_data.h"

class QAction;
class QItemSelectionModel;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace lathe::gui {

class EmptyState;
class ReviewDetails;
class ReviewFilterModel;
class ReviewModel;
class ReviewReader;

class ReviewPage : public QWidget {
    Q_OBJECT

  public:
    explicit ReviewPage(QWidget* parent = nullptr);
    ~ReviewPage() override;

    void setWorkspace(const QString& folder);
    QString workspace() const { return workspace_; }
    // Reads the workspace again; also done by itself while the page is visible.
    void refresh();
    // Selects a study (by its folder) as soon as it is read.
    void showStudy(const QString& folder);
    // For the command palette. Each has an objectName.
    QList<QAction*> reviewActions() const { return actions_; }

  Q_SIGNALS:
    void openExperimentRequested(const QString& experimentFile);
    void runAgainRequested(const QString& experimentFile);
    void showInFolderRequested(const QString& path);
    // From the empty state.
    void openWorkspaceRequested();
    void exampleRequested();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void buildActions();
    QWidget* buildList();
    QWidget* buildEmptyState();
    void showHeaderMenu(const QPoint& at);
    void showTreeMenu(const QPoint& at);

    void takeSnapshot(const WorkspaceSnapshot& snapshot);
    void takePoints(const std::vector<TrialPoints>& points);
    void applyFilter();
    void selectionChanged();
    void refreshSelection();
    void selectTrials(const QList<TrialKey>& trials);
    void tick();
    void refreshActions();
    void copyParameters();

    StudyPtr currentStudy() const;
    std::vector<SelectedTrial> selectedTrials() const;
    bool anythingRuns() const;

    QString workspace_;
    QString wantedStudy_;
    std::vector<StudyPtr> studies_;
    std::map<TrialKey, int> followed_;  // with the number that marks its points
    int ticks_ = 0;

    ReviewReader* reader_;
    ReviewModel* model_;
    ReviewFilterModel* proxy_;
    QStackedWidget* stack_ = nullptr;
    EmptyState* empty_ = nullptr;
    QLineEdit* filter_ = nullptr;
    QLabel* filterError_ = nullptr;
    QLabel* count_ = nullptr;
    QTreeView* tree_ = nullptr;
    ReviewDetails* details_ = nullptr;
    QTimer timer_;
    QList<QAction*> actions_;
    QAction* refreshAction_ = nullptr;
    QAction* openAction_ = nullptr;
    QAction* runAgainAction_ = nullptr;
    QAction* folderAction_ = nullptr;
    QAction* copyAction_ = nullptr;
};

}  // namespace lathe::gui
