// The actions of the Configure room.
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QTreeView>
#include <QUndoStack>

#include "widgets/common/icons.h"
#include "widgets/config/add_key_bar.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/config_filter_model.h"
#include "widgets/config/config_tree_model.h"
#include "widgets/config/configure_page.h"
#include "widgets/config/experiment_document.h"
#include "widgets/config/option_panel.h"

namespace lathe::gui {

QAction* ConfigurePage::makeAction(const QString& name, const QString& text, const QKeySequence& shortcut,
                                   const QString& iconName) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (!iconName.isEmpty()) action->setIcon(icon(iconName));
    addAction(action);
    actions_ << action;
    return action;
}

void ConfigurePage::buildActions() {
    QUndoStack* undo = document_->undoStack();
    QAction* undoAction = makeAction("undo", tr("Undo"), QKeySequence::Undo, "undo");
    QAction* redoAction = makeAction("redo", tr("Redo"), QKeySequence::Redo, "redo");
    connect(undoAction, &QAction::triggered, undo, &QUndoStack::undo);
    connect(redoAction, &QAction::triggered, undo, &QUndoStack::redo);
    connect(undo, &QUndoStack::undoTextChanged, undoAction, [undoAction](const QString& what) {
        undoAction->setText(what.isEmpty() ? tr("Undo") : tr("Undo %1").arg(what));
    });
    connect(undo, &QUndoStack::redoTextChanged, redoAction, [redoAction](const QString& what) {
        redoAction->setText(what.isEmpty() ? tr("Redo") : tr("Redo %1").arg(what));
    });
    connect(undo, &QUndoStack::canUndoChanged, undoAction, &QAction::setEnabled);
    connect(undo, &QUndoStack::canRedoChanged, redoAction, &QAction::setEnabled);
    undoAction->setEnabled(false);
    redoAction->setEnabled(false);

    QAction* find = makeAction("filterOptions", tr("Filter options"), QKeySequence::Find, "filter");
    connect(find, &QAction::triggered, filterEdit_, [this] {
        filterEdit_->setFocus();
        filterEdit_->selectAll();
    });
    QAction* changed =
        makeAction("showChangedOnly", tr("Show only changed options"), QKeySequence("Ctrl+Shift+H"), "eye");
    changed->setCheckable(true);
    connect(changed, &QAction::toggled, changedOnly_, &QCheckBox::setChecked);
    connect(changedOnly_, &QCheckBox::toggled, changed, &QAction::setChecked);
    QAction* expand = makeAction("expandAll", tr("Expand all groups"), QKeySequence("Ctrl+Shift+E"), {});
    connect(expand, &QAction::triggered, tree_, &QTreeView::expandAll);
    QAction* fold = makeAction("collapseAll", tr("Fold all groups"), QKeySequence("Ctrl+Shift+W"), {});
    connect(fold, &QAction::triggered, tree_, &QTreeView::collapseAll);
    QAction* compare = makeAction("showDifferences", tr("Show differences"), QKeySequence("Ctrl+Shift+D"), "compare");
    connect(compare, &QAction::triggered, this, &ConfigurePage::showDifferences);
    QAction* problem = makeAction("nextProblem", tr("Go to the next problem"), QKeySequence("F8"), "error");
    connect(problem, &QAction::triggered, this, &ConfigurePage::showNextProblem);
}

void ConfigurePage::buildTreeActions() {
    QAction* tune = makeAction("tuneOption", tr("Tune this option"), QKeySequence("Ctrl+T"), "tune");
    connect(tune, &QAction::triggered, this, [this] {
        const QString key = currentKey();
        panel_->setTuned(key, !panel_->isTuned(key));
    });
    QAction* space = makeAction("editSpace", tr("Edit what it is tuned over"), QKeySequence("Ctrl+Shift+T"), {});
    connect(space, &QAction::triggered, this, [this] {
        panel_->setTuned(currentKey(), true);
        panel_->focusSpace();
    });
    QAction* copyPath = makeAction("copyKeyPath", tr("Copy key path"), QKeySequence("Ctrl+Shift+C"), "copy");
    connect(copyPath, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(currentKey()); });
    QAction* add = makeAction("addKey", tr("Add a key\u2026"), QKeySequence("Ctrl+Shift+N"), "add");
    connect(add, &QAction::triggered, this, [this] {
        const QModelIndex index = filter_->mapToSource(tree_->currentIndex());
        const ConfigRow& row = model_->row(index);
        const ConfigRow& group = row.kind == ConfigRow::Kind::group ? row : model_->row(index.parent());
        addKey_->begin(group.path);
    });

    // These keys mean something else in a field, so they act in the tree alone.
    const auto inTree = [this](QAction* action) {
        removeAction(action);
        action->setShortcutContext(Qt::WidgetShortcut);
        tree_->addAction(action);
        return action;
    };
    QAction* change = inTree(makeAction("editValue", tr("Edit value"), QKeySequence("F2"), "edit"));
    connect(change, &QAction::triggered, this,
            [this] { tree_->edit(tree_->currentIndex().siblingAtColumn(ConfigTreeModel::ValueColumn)); });
    QAction* copyValue = inTree(makeAction("copyValue", tr("Copy value"), QKeySequence::Copy, "copy"));
    connect(copyValue, &QAction::triggered, this, [this] {
        const ConfigRow& row = model_->row(filter_->mapToSource(tree_->currentIndex()));
        QGuiApplication::clipboard()->setText(row.resolved.isEmpty() ? row.raw : row.resolved);
    });
    QAction* erase = inTree(makeAction("deleteKey", tr("Delete key (back to default)"), QKeySequence("Del"), "delete"));
    connect(erase, &QAction::triggered, this, [this] { eraseKey(*document_, currentKey()); });
    QAction* up = inTree(makeAction("moveItemUp", tr("Move list item up"), QKeySequence("Alt+Up"), "arrow-up"));
    connect(up, &QAction::triggered, this, [this] { moveCurrent(-1); });
    QAction* down =
        inTree(makeAction("moveItemDown", tr("Move list item down"), QKeySequence("Alt+Down"), "arrow-down"));
    connect(down, &QAction::triggered, this, [this] { moveCurrent(1); });
    tree_->addAction(tune);
    tree_->addAction(space);
    tree_->addAction(copyPath);
    tree_->addAction(add);
    tree_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ConfigurePage::moveCurrent(int by) {
    const QModelIndex index = filter_->mapToSource(tree_->currentIndex());
    if (!moveListItem(*document_, currentKey(), by)) return;
    const QModelIndex moved = model_->index(index.row() + by, ConfigTreeModel::ValueColumn, index.parent());
    tree_->setCurrentIndex(filter_->mapFromSource(moved));
}

void ConfigurePage::showNextProblem() {
    const Errors& problems = document_->problems();
    if (problems.empty()) return;
    const std::string here = currentKey().toStdString();
    std::size_t next = 0;
    for (std::size_t i = 0; i < problems.size(); ++i)
        if (configKey(problems[i]) == here) next = (i + 1) % problems.size();
    showKey(QString::fromStdString(configKey(problems[next])));
}

void ConfigurePage::refreshActions() {
    const bool open = document_->isOpen();
    const QString key = open ? currentKey() : QString();
    const ConfigRow& row = model_->row(filter_->mapToSource(tree_->currentIndex()));
    const auto enable = [this](const char* name, bool on) {
        for (QAction* action : std::as_const(actions_))
            if (action->objectName() == QLatin1String(name)) action->setEnabled(on);
    };
    const bool selected = open && !key.isEmpty();
    for (const char* name :
         {"filterOptions", "showChangedOnly", "expandAll", "collapseAll", "addKey", "showDifferences"})
        enable(name, open);
    enable("nextProblem", open && !document_->problems().empty());
    for (const char* name : {"tuneOption", "editSpace"}) enable(name, selected && panel_->isTunable(key));
    for (QAction* action : std::as_const(actions_))
        if (action->objectName() == QLatin1String("tuneOption"))
            action->setText(selected && panel_->isTuned(key) ? tr("Stop tuning this option") : tr("Tune this option"));
    enable("editValue", selected && row.kind == ConfigRow::Kind::leaf);
    enable("copyKeyPath", selected);
    enable("copyValue", selected && row.kind != ConfigRow::Kind::group);
    enable("deleteKey", selected && row.own);
    enable("moveItemUp", row.own && key.endsWith(']'));
    enable("moveItemDown", row.own && key.endsWith(']'));
}

}  // namespace lathe::gui
