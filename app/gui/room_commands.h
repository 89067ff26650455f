// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that act on what one room shows, such as its selection: they are there only while that room is shown. An
// action that is not visible is disabled, too, so that neither menu nor palette nor shortcut reaches it. GUI thread.
#pragma once

#include <vector>

#include <QList>
#include <QPointer>

class QAction;
class QMenuBar;

namespace lathe::gui {

class RoomCommands {
  public:
    // The menus of `bar` that are left empty are hidden; it outlives this.
    explicit RoomCommands(QMenuBar& bar) : bar_(bar) {}

    void add(int room, const QList<QAction*>& actions);
    void show(int room);

  private:
    struct Command {
        int room = 0;
        QPointer<QAction> action;
    };

    QMenuBar& bar_;
    std::vector<Command> commands_;
};

}  // namespace lathe::gui
