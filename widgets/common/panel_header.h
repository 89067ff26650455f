// SPDX-License-Identifier: GPL-3.0-or-later
// The line over a panel: its title, and its actions as small buttons at the right. What does not fit is behind a button
// at the end. GUI thread.
#pragma once

#include "widgets/common/overflow_row.h"

class QAction;
class QLabel;

namespace lathe::gui {

class PanelHeader : public OverflowRow {
    Q_OBJECT

  public:
    explicit PanelHeader(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    // An icon-only button; its tooltip says the action's text and shortcut.
    void addAction(QAction* action, Keep keep = Keep::whileItFits);

  private:
    QLabel* title_;
};

}  // namespace lathe::gui
