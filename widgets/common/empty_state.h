// SPDX-License-Identifier: GPL-3.0-or-later
// What a room or a panel shows while it holds nothing: an icon, what is missing, what to do next, and the buttons for
// it.
#pragma once

#include <QString>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;

namespace lathe::gui {

class EmptyState : public QWidget {
    Q_OBJECT

  public:
    // `iconName` as for icon(); `title` is one short line, `text` a sentence or two on what to do.
    EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent = nullptr);

    void setText(const QString& title, const QString& text);
    // A button that triggers the action and takes its text, icon, tooltip and enabled state. The first is the primary
    // one.
    void addAction(QAction* action);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void refreshIcon();

    QString icon_name_;
    QLabel* icon_;
    QLabel* title_;
    QLabel* text_;
    QHBoxLayout* buttons_;
};

}  // namespace lathe::gui
