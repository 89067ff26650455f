// SPDX-License-Identifier: GPL-3.0-or-later
// Every action that belongs to the window rather than to a room, with its shortcut, and the menus. GUI thread.
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace lathe::gui {

class WindowActions : public QObject {
    Q_OBJECT

  public:
    explicit WindowActions(QObject* parent = nullptr);

    // Adds the menus to the window's menu bar; `edit` and `train` are the actions of the rooms.
    void buildMenus(QMainWindow* window, const QList<QAction*>& edit, const QList<QAction*>& train);

    QAction* newFromExample;
    QAction* newFromProgram;
    QAction* open;
    QAction* save;
    QAction* saveAs;
    QAction* chooseWorkspace;
    QAction* chooseHost;
    QAction* copyCommand;
    QAction* exportResolved;
    QAction* exportHeadless;
    QAction* quit;
    QAction* runOnce;
    QAction* startSearch;
    QAction* resume;
    QAction* enqueue;
    QAction* checkAgain;
    QAction* findLearningRate;
    QAction* findBatchSize;
    QAction* showTable;
    QAction* configure;
    QAction* train;
    QAction* review;
    QAction* notify;
    QAction* commands;
    QAction* about;
    QActionGroup* rooms;
    QActionGroup* themes;     // data: "system", "light", "dark"
    QActionGroup* languages;  // data: "system", "en", "ko"
    QMenu* recent = nullptr;  // after buildMenus()

  private:
    QAction* make(const char* name, const char* iconName, const QString& text, const QString& tip,
                  const QKeySequence& shortcut);
    QAction* choice(QActionGroup* group, const char* name, const QString& text, const QString& data);
};

}  // namespace lathe::gui
