// SPDX-License-Identifier: GPL-3.0-or-later
// The menu of one axis of parallel coordinates.
#pragma once

#include <QMenu>

namespace lathe::gui {

class ParallelEditor;

class ParallelAxisMenu : public QMenu {
    Q_OBJECT

  public:
    // `axis`: index into the table's axes.
    ParallelAxisMenu(ParallelEditor& editor, int axis, QWidget* parent);

  private:
    void addKinds();

    ParallelEditor& editor_;
    int axis_;
};

}  // namespace lathe::gui
