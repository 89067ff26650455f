// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/configure_actions.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeySequence>
#include <QTreeView>
#include <QUndoStack>

#include "widgets/common/icons.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/config_list.h"
#include "widgets/config/experiment_document.h"
#include "widgets/config/option_panel.h"

namespace lathe::gui {

ConfigureActions::ConfigureActions(ExperimentDocument& document, ConfigList& list, OptionPanel& panel, QWidget& page)
    : QObject(&page), document_(document), list_(list), panel_(panel), page_(page) {
    makeUndo();
    makeForFile();
    makeForOption();
}

QAction* ConfigureActions::make(const QString& name, const QString& text, const QKeySequence& shortcut,
                                const QString& iconName) {
    auto* action = new QAction(text, &page_);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (!iconName.isEmpty()) action->setIcon(icon(iconName));
    page_.addAction(action);
    all_ << action;
    return action;
}

// These keys mean something else in a field, so they act in the tree alone.
QAction* ConfigureActions::makeInTree(const QString& name, const QString& text, const QKeySequence& shortcut,
                                      const QString& iconName) {
    QAction* action = make(name, text, shortcut, iconName);
    page_.removeAction(action);
    action->setShortcutContext(Qt::WidgetShortcut);
    list_.tree()->addAction(action);
    return action;
}

void ConfigureActions::makeUndo() {
    QUndoStack* stack = document_.undoStack();
    QAction* undo = make("undo", tr("Undo"), QKeySequence::Undo, "undo");
    QAction* redo = make("redo", tr("Redo"), QKeySequence::Redo, "redo");
    connect(undo, &QAction::triggered, stack, &QUndoStack::undo);
    connect(redo, &QAction::triggered, stack, &QUndoStack::redo);
    connect(stack, &QUndoStack::undoTextChanged, undo,
            [undo](const QString& what) { undo->setText(what.isEmpty() ? tr("Undo") : tr("Undo %1").arg(what)); });
    connect(stack, &QUndoStack::redoTextChanged, redo,
            [redo](const QString& what) { redo->setText(what.isEmpty() ? tr("Redo") : tr("Redo %1").arg(what)); });
    connect(stack, &QUndoStack::canUndoChanged, undo, &QAction::setEnabled);
    connect(stack, &QUndoStack::canRedoChanged, redo, &QAction::setEnabled);
    undo->setEnabled(false);
    redo->setEnabled(false);
}

void ConfigureActions::makeForFile() {
    QAction* find = make("filterOptions", tr("Filter options"), QKeySequence::Find, "filter");
    connect(find, &QAction::triggered, &list_, &ConfigList::focusFilter);
    QAction* changed = make("showChangedOnly", tr("Show only changed options"), QKeySequence("Ctrl+Shift+H"), "eye");
    changed->setCheckable(true);
    connect(changed, &QAction::toggled, &list_, &ConfigList::setChangedOnly);
    connect(&list_, &ConfigList::changedOnlyToggled, changed, &QAction::setChecked);
    QAction* expand = make("expandAll", tr("Expand all groups"), QKeySequence("Ctrl+Shift+E"), {});
    connect(expand, &QAction::triggered, list_.tree(), &QTreeView::expandAll);
    QAction* fold = make("collapseAll", tr("Fold all groups"), QKeySequence("Ctrl+Shift+W"), {});
    connect(fold, &QAction::triggered, list_.tree(), &QTreeView::collapseAll);
    QAction* compare = make("showDifferences", tr("Show differences"), QKeySequence("Ctrl+Shift+D"), "compare");
    connect(compare, &QAction::triggered, this, &ConfigureActions::differencesRequested);
    QAction* problem = make("nextProblem", tr("Go to the next problem"), QKeySequence("F8"), "error");
    connect(problem, &QAction::triggered, this, &ConfigureActions::nextProblemRequested);
}

void ConfigureActions::makeForOption() {
    tune_ = make("tuneOption", tr("Tune this option"), QKeySequence("Ctrl+T"), "tune");
    connect(tune_, &QAction::triggered, &panel_, [this] {
        const QString key = list_.currentKey();
        panel_.setTuned(key, !panel_.isTuned(key));
    });
    QAction* space = make("editSpace", tr("Edit what it is tuned over"), QKeySequence("Ctrl+Shift+T"), {});
    connect(space, &QAction::triggered, &panel_, [this] {
        panel_.setTuned(list_.currentKey(), true);
        panel_.focusSpace();
    });
    QAction* copyPath = make("copyKeyPath", tr("Copy key path"), QKeySequence("Ctrl+Shift+C"), "copy");
    connect(copyPath, &QAction::triggered, &list_,
            [this] { QGuiApplication::clipboard()->setText(list_.currentKey()); });
    QAction* add = make("addKey", tr("Add a key\u2026"), QKeySequence("Ctrl+Shift+N"), "add");
    connect(add, &QAction::triggered, &list_, &ConfigList::beginAddKey);
    makeForTree();
    list_.tree()->addActions({tune_, space, copyPath, add});
    list_.tree()->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ConfigureActions::makeForTree() {
    QAction* change = makeInTree("editValue", tr("Edit value"), QKeySequence("F2"), "edit");
    connect(change, &QAction::triggered, &list_, &ConfigList::editCurrent);
    QAction* copyValue = makeInTree("copyValue", tr("Copy value"), QKeySequence::Copy, "copy");
    connect(copyValue, &QAction::triggered, &list_, [this] {
        const ConfigRow& row = list_.currentRow();
        QGuiApplication::clipboard()->setText(row.resolved.isEmpty() ? row.raw : row.resolved);
    });
    QAction* erase = makeInTree("deleteKey", tr("Delete key (back to default)"), QKeySequence("Del"), "delete");
    connect(erase, &QAction::triggered, &list_, [this] { eraseKey(document_, list_.currentKey()); });
    QAction* up = makeInTree("moveItemUp", tr("Move list item up"), QKeySequence("Alt+Up"), "arrow-up");
    connect(up, &QAction::triggered, &list_, [this] { list_.moveCurrent(-1); });
    QAction* down = makeInTree("moveItemDown", tr("Move list item down"), QKeySequence("Alt+Down"), "arrow-down");
    connect(down, &QAction::triggered, &list_, [this] { list_.moveCurrent(1); });
}

void ConfigureActions::enable(const char* name, bool on) {
    for (QAction* action : std::as_const(all_))
        if (action->objectName() == QLatin1String(name)) action->setEnabled(on);
}

void ConfigureActions::refresh() {
    const bool open = document_.isOpen();
    const QString key = open ? list_.currentKey() : QString();
    const ConfigRow& row = list_.currentRow();
    const bool selected = open && !key.isEmpty();
    for (const char* name :
         {"filterOptions", "showChangedOnly", "expandAll", "collapseAll", "addKey", "showDifferences"})
        enable(name, open);
    enable("nextProblem", open && !document_.problems().empty());
    for (const char* name : {"tuneOption", "editSpace"}) enable(name, selected && panel_.isTunable(key));
    tune_->setText(selected && panel_.isTuned(key) ? tr("Stop tuning this option") : tr("Tune this option"));
    enable("editValue", selected && row.kind == ConfigRow::Kind::leaf);
    enable("copyKeyPath", selected);
    enable("copyValue", selected && row.kind != ConfigRow::Kind::group);
    enable("deleteKey", selected && row.own);
    enable("moveItemUp", row.own && key.endsWith(']'));
    enable("moveItemDown", row.own && key.endsWith(']'));
}

}  // namespace lathe::gui
