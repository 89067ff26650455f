// SPDX-License-Identifier: GPL-3.0-or-later
// The table of trials with its header of actions: selection and hover by trial number. GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QFrame>
#include <QList>
#include <QSet>
#include <QTimer>

#include "core/run/session.h"

class QAction;
class QSortFilterProxyModel;
class QTableView;

namespace lathe::gui {

class TrialTableModel;

class TrialPanel : public QFrame {
    Q_OBJECT

  public:
    // The actions become small buttons over the table and its context menu; not owned.
    explicit TrialPanel(const QList<QAction*>& actions, QWidget* parent = nullptr);

    void update(const run::SessionStatus& status);
    void clear();
    void setHighlightedRun(std::optional<int> run);
    void setSelectedRuns(const QSet<int>& runs);  // not signalled

    std::vector<const run::TrialStatus*> selectedTrials() const;  // valid until the next update()
    std::vector<const run::TrialStatus*> allTrials() const;

    using QFrame::update;

  Q_SIGNALS:
    void runHovered(int run);  // -1: none
    void selectedRunsChanged(const QSet<int>& runs);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void selectionChanged();
    void placeColumns();
    void fitRows();

    TrialTableModel* model_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    QTimer fit_;  // once for all that changed in a row
    bool selecting_ = false;
    bool placing_ = false;
    bool placed_ = false;  // by the person: the columns stay where they were put
};

}  // namespace lathe::gui
