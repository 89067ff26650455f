// SPDX-License-Identifier: GPL-3.0-or-later
// The menu of columns, sorting and groups of the Review room's lists: what the headers' menus have, for the keyboard
// and the palette. GUI thread.
#pragma once

#include <functional>

#include <QObject>

class QAction;
class QMenu;
class QToolButton;
class QTreeView;
class QWidget;

namespace lathe::gui {

class AllTrialsTable;

class ReviewColumns : public QObject {
    Q_OBJECT

  public:
    // `isFlat`: which of the two is shown. The shortcut works in `room` and below.
    ReviewColumns(QTreeView& tree, AllTrialsTable& table, std::function<bool()> isFlat, QWidget* room);

    QAction* action() const { return action_; }
    QToolButton* button() const { return button_; }  // for a bar, which owns it from then on
    void fillTreeMenu(QMenu& menu);

  private:
    QTreeView& tree_;
    QMenu* menu_;
    QAction* action_;
    QToolButton* button_;
};

}  // namespace lathe::gui
