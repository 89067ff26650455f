// SPDX-License-Identifier: GPL-3.0-or-later
// The bar at the left with one button a room. GUI thread.
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QVBoxLayout;

namespace lathe::gui {

class RoomBar : public QWidget {
    Q_OBJECT

  public:
    // Checkable actions of one exclusive group, one a room; not owned.
    explicit RoomBar(const QList<QAction*>& rooms, QWidget* parent = nullptr);
};

}  // namespace lathe::gui
