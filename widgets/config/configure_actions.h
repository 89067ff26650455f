// SPDX-License-Identifier: GPL-3.0-or-later
// The actions of the Configure room: undo, filter, tune, copy, move and the like. GUI thread.
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QKeySequence;

namespace lathe::gui {

class ConfigList;
class ExperimentDocument;
class OptionPanel;

class ConfigureActions : public QObject {
    Q_OBJECT

  public:
    // All outlive this. Shortcuts work in the room `page` and below; those that mean something else in a field work in
    // the tree alone.
    ConfigureActions(ExperimentDocument& document, ConfigList& list, OptionPanel& panel, QWidget& page);

    // For menus and the command palette. Each has an objectName and a shortcut.
    const QList<QAction*>& all() const { return all_; }
    // After the document or the selection changed: what can be done now.
    void refresh();

  Q_SIGNALS:
    void differencesRequested();
    void nextProblemRequested();

  private:
    QAction* make(const QString& name, const QString& text, const QKeySequence& shortcut, const QString& iconName);
    QAction* makeInTree(const QString& name, const QString& text, const QKeySequence& shortcut,
                        const QString& iconName);
    void makeUndo();
    void makeForFile();
    void makeForOption();
    void makeForTree();
    void enable(const char* name, bool on);

    ExperimentDocument& document_;
    ConfigList& list_;
    OptionPanel& panel_;
    QWidget& page_;
    QAction* tune_ = nullptr;
    QList<QAction*> all_;
};

}  // namespace lathe::gui
