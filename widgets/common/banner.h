// SPDX-License-Identifier: GPL-3.0-or-later
// A message that does not interrupt: a bar at the top of a room with an icon, a sentence, buttons and a way to close
// it. GUI thread.
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace lathe::gui {

class Banner : public QFrame {
    Q_OBJECT

  public:
    enum class Kind { info, warning, error };

    // Hidden until showMessage().
    explicit Banner(QWidget* parent = nullptr);

    // Replaces what is shown; `actions` become buttons and are not owned. A triggered action closes the banner.
    void showMessage(Kind kind, const QString& text, const QList<QAction*>& actions = {});
    QString text() const;

  Q_SIGNALS:
    void closed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void makeButtons(const QList<QAction*>& actions);
    void dismiss();
    void refreshIcon();

    Kind kind_ = Kind::info;
    QLabel* icon_;
    QLabel* text_;
    QHBoxLayout* buttons_;
    QList<QAction*> actions_;  // of the buttons
    QToolButton* close_;
};

}  // namespace lathe::gui
