// SPDX-License-Identifier: GPL-3.0-or-later
// The queue in the Train room: experiments that run one after another, each in a process of its own. Shows what it is
// told and says what the person wants; the queue itself is somebody else's. GUI thread.
#pragma once

#include <QFrame>
#include <QList>

#include "core/queue/standing.h"

class QAction;
class QLabel;
class QSpinBox;
class QStackedWidget;
class QTreeView;

namespace lathe::gui {

class PanelHeader;
class QueueModel;

class QueuePanel : public QFrame {
    Q_OBJECT

  public:
    explicit QueuePanel(QWidget* parent = nullptr);

    void setStanding(queue::Standing standing);
    // Instead of a standing: why there is none.
    void setProblem(const QString& problem);
    // Whose queue it is; "": this machine's.
    void setTitle(const QString& title);
    // The action that puts the open experiment into the queue; not owned.
    void setAddAction(QAction* action);
    // For menus: those whose shortcuts do not mean something else elsewhere.
    QList<QAction*> actions() const;
    // Those of them that act on the selected items.
    QList<QAction*> selectionActions() const { return {hold_, release_, open_}; }

  Q_SIGNALS:
    void moveRequested(int item, const lathe::queue::Place& place);
    void holdRequested(const std::vector<int>& items);
    void releaseRequested(const std::vector<int>& items);
    void removeRequested(const std::vector<int>& items);
    void clearRequested();
    void runRequested(int atOnce);
    void stopRequested();
    void studyRequested(const QString& workspace, const QString& studyFolder);
    // The selected one has a study: its charts may be shown beside the queue. By the person's hand only.
    void studySelected(const QString& studyFolder);

  private:
    QAction* makeAction(const char* name, const char* iconName, const QString& text, const QString& tip,
                        const QKeySequence& shortcut = {});
    void buildActions();
    void buildTable();
    void refreshActions();
    std::vector<int> selected() const;
    void select(const std::vector<int>& items);
    std::vector<int> selectedWhere(bool (*fits)(const queue::ItemStanding&)) const;
    void moveBy(int places);
    void openStudy();
    void tellSelection();

    QueueModel* model_;
    PanelHeader* header_;
    QLabel* summary_;
    QStackedWidget* stack_;
    QLabel* empty_;
    QTreeView* table_;
    QSpinBox* atOnce_;
    bool isUpdating_ = false;  // rows are replaced; what was selected stays so
    std::vector<queue::RunnerInfo> runners_;

    QAction* run_;
    QAction* stop_;
    QAction* up_;
    QAction* down_;
    QAction* hold_;
    QAction* release_;
    QAction* remove_;
    QAction* open_;
    QAction* clear_;
};

}  // namespace lathe::gui
