// SPDX-License-Identifier: GPL-3.0-or-later
// The line over a panel: its title, and its actions as small buttons at the right. GUI thread.
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;

namespace lathe::gui {

class PanelHeader : public QWidget {
    Q_OBJECT

  public:
    explicit PanelHeader(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    // An icon-only button; its tooltip says the action's text and shortcut.
    void addAction(QAction* action);
    void addWidget(QWidget* widget);

  private:
    QLabel* title_;
    QHBoxLayout* layout_;
};

}  // namespace lathe::gui
