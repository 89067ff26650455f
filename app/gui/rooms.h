// SPDX-License-Identifier: GPL-3.0-or-later
// The rooms of the window: which one is shown, the commands that are its own, and where the keyboard is in it. GUI
// thread.
#pragma once

#include <QList>
#include <QStackedWidget>

#include "app/gui/room_commands.h"

class QAction;
class QMenuBar;

namespace lathe::gui {

class Rooms : public QStackedWidget {
    Q_OBJECT

  public:
    // `actions`: one for each room, checked while it is shown; not owned. `menus`: where the commands stand.
    Rooms(QList<QAction*> actions, QMenuBar& menus);

    // In the order of the actions. `commands`: those that act on what this room shows.
    void addCommands(int room, const QList<QAction*>& commands) { commands_.add(room, commands); }
    void showRoom(int room);
    // The keyboard goes to what the shown room is there for, such as its list: its focus proxy. Only where it is in the
    // room already or nowhere: it is not taken from a menu or another part of the window.
    void goHome();

  private:
    bool hasFocusInside() const;

    QList<QAction*> actions_;
    RoomCommands commands_;
};

}  // namespace lathe::gui
