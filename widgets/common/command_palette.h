// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+Shift+P: every action of the window with its shortcut, found by a few letters. Not modal; Escape or a click
// elsewhere closes it. GUI thread.
#pragma once

#include <QFrame>

class QLineEdit;
class QTreeView;

namespace lathe::gui {

class CommandModel;
class EmptyState;

class CommandPalette : public QFrame {
    Q_OBJECT

  public:
    // Lies over `window`, hidden until open().
    explicit CommandPalette(QWidget* window);

    void open();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void place();
    void showMatches();  // of what is typed
    void selectFirst();
    void moveSelection(int by);
    void triggerCurrent();

    QLineEdit* filter_;
    QTreeView* list_;
    EmptyState* none_;  // instead of the list, when nothing matches
    CommandModel* model_;
};

}  // namespace lathe::gui
