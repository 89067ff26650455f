// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/room_commands.h"

#include <algorithm>

#include <QAction>
#include <QMenu>
#include <QMenuBar>

namespace lathe::gui {

void RoomCommands::add(int room, const QList<QAction*>& actions) {
    for (QAction* action : actions) commands_.push_back({room, action});
}

void RoomCommands::show(int room) {
    for (const Command& command : commands_)
        if (command.action) command.action->setVisible(command.room == room);
    for (QMenu* menu : bar_.findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly)) {
        const auto actions = menu->actions();
        const bool any = std::any_of(actions.begin(), actions.end(), [](const QAction* action) {
            return action->isVisible() && !action->isSeparator();
        });
        menu->menuAction()->setVisible(any);
    }
}

}  // namespace lathe::gui
