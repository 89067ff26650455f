// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_columns.h"

#include <utility>

#include <QAction>
#include <QKeySequence>
#include <QMenu>
#include <QToolButton>
#include <QTreeView>

#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/runs/all_trials_table.h"

namespace lathe::gui {

ReviewColumns::ReviewColumns(QTreeView& tree, AllTrialsTable& table, std::function<bool()> isFlat, QWidget* room)
    : QObject(room),
      tree_(tree),
      menu_(new QMenu(room)),
      action_(new QAction(icon(QStringLiteral("columns")), tr("Columns, sorting and groups\u2026"), room)),
      button_(new QToolButton) {
    action_->setObjectName(QStringLiteral("reviewColumns"));
    action_->setShortcut(Qt::CTRL | Qt::Key_G);
    action_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    room->addAction(action_);
    menu_->setObjectName(QStringLiteral("reviewColumnsMenu"));
    connect(menu_, &QMenu::aboutToShow, this, [this, &table, isFlat = std::move(isFlat)] {
        menu_->clear();
        qDeleteAll(menu_->findChildren<QMenu*>(Qt::FindDirectChildrenOnly));
        if (isFlat()) table.fillColumnMenu(*menu_);
        else fillTreeMenu(*menu_);
    });
    button_->setObjectName(QStringLiteral("reviewColumnsButton"));
    button_->setIcon(action_->icon());
    button_->setToolTip(
        tr("Columns, sorting and groups (%1)").arg(action_->shortcut().toString(QKeySequence::NativeText)));
    button_->setAccessibleName(tr("Columns, sorting and groups"));
    button_->setAutoRaise(true);
    button_->setPopupMode(QToolButton::InstantPopup);
    button_->setMenu(menu_);
    button_->setFocusPolicy(Qt::TabFocus);
    connect(action_, &QAction::triggered, button_, &QToolButton::showMenu);
}

void ReviewColumns::fillTreeMenu(QMenu& menu) {
    const QAbstractItemModel* model = tree_.model();
    auto* sorting = menu.addMenu(tr("Sort by"));
    const auto addSorting = [&](const QString& title, int column, Qt::SortOrder order) {
        connect(sorting->addAction(menuText(title)), &QAction::triggered, &tree_,
                [this, column, order] { tree_.sortByColumn(column, order); });
    };
    addSorting(tr("Newest first"), -1, Qt::AscendingOrder);
    for (int column = 0; column < model->columnCount(); ++column) {
        const QString title = model->headerData(column, Qt::Horizontal).toString();
        addSorting(tr("%1, upwards").arg(title), column, Qt::AscendingOrder);
        addSorting(tr("%1, downwards").arg(title), column, Qt::DescendingOrder);
    }
    menu.addSeparator();
    for (int column = 1; column < model->columnCount(); ++column) {
        auto* action = menu.addAction(menuText(model->headerData(column, Qt::Horizontal).toString()));
        action->setCheckable(true);
        action->setChecked(!tree_.isColumnHidden(column));
        connect(action, &QAction::toggled, &tree_, [this, column](bool on) { tree_.setColumnHidden(column, !on); });
    }
}

}  // namespace lathe::gui
