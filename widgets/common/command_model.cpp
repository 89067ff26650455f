// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/command_model.h"

#include <algorithm>

#include <QAction>
#include <QMenu>
#include <QSet>
#include <QWidget>

#include "widgets/common/fuzzy_match.h"
#include "widgets/common/plain_label.h"

namespace lathe::gui {
namespace {

QString commandName(const QAction& action) {
    const QString own = plainLabel(action.text());
    for (const QObject* object : action.associatedObjects())
        if (const auto* menu = qobject_cast<const QMenu*>(object); menu && !menu->title().isEmpty())
            return plainLabel(menu->title()) + QStringLiteral(": ") + own;
    return own;
}

// Whether something that is shown holds it: what it acts on would else be out of sight. Buttons count as what they
// stand in, and a context menu as the widget that it belongs to.
bool isHeldInSight(const QAction& action, const QWidget& window) {
    QList<QObject*> holders = action.associatedObjects();
    holders << action.parent();
    for (QObject* holder : holders) {
        while (holder && (!holder->isWidgetType() || qobject_cast<QMenu*>(holder))) holder = holder->parent();
        const auto* widget = static_cast<const QWidget*>(holder);
        if (widget && (widget == &window || widget->isVisibleTo(&window))) return true;
    }
    return false;
}

}  // namespace

void CommandModel::collect(QWidget* window) {
    QSet<QAction*> seen;
    QList<QAction*> found = window->findChildren<QAction*>();
    found += window->actions();
    for (const QWidget* child : window->findChildren<QWidget*>()) found += child->actions();
    beginResetModel();
    commands_.clear();
    for (QAction* action : found) {
        if (seen.contains(action) || action->isSeparator() || action->menu() || !action->isVisible()) continue;
        if (!isHeldInSight(*action, *window)) continue;
        seen.insert(action);
        const QString name = commandName(*action);
        if (!name.isEmpty() && !action->property("notACommand").toBool()) commands_.append({action, name});
    }
    std::sort(commands_.begin(), commands_.end(),
              [](const Command& a, const Command& b) { return a.name.localeAwareCompare(b.name) < 0; });
    shown_.clear();
    for (int i = 0; i < commands_.size(); ++i) shown_.append(i);
    endResetModel();
}

void CommandModel::setFilter(const QString& filter) {
    beginResetModel();
    QVector<std::pair<int, int>> scored;  // score, index
    for (int i = 0; i < commands_.size(); ++i)
        if (const auto score = fuzzyScore(filter, commands_[i].name)) scored.append({*score, i});
    if (!filter.trimmed().isEmpty())
        std::stable_sort(scored.begin(), scored.end(), [](auto a, auto b) { return a.first > b.first; });
    shown_.clear();
    for (const auto& [score, i] : scored) shown_.append(i);
    endResetModel();
}

QAction* CommandModel::actionAt(int row) const {
    return row >= 0 && row < shown_.size() ? commands_[shown_[row]].action.data() : nullptr;
}

int CommandModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int CommandModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant CommandModel::data(const QModelIndex& index, int role) const {
    const QAction* action = actionAt(index.row());
    if (!action) return {};
    if (index.column() == Shortcut) {
        if (role == Qt::DisplayRole) return action->shortcut().toString(QKeySequence::NativeText);
        if (role == Qt::TextAlignmentRole) return int(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    }
    if (role == Qt::DisplayRole) return commands_[shown_[index.row()]].name;
    if (role == Qt::DecorationRole) return action->icon();
    if (role == Qt::ToolTipRole) return action->toolTip();
    if (role == Qt::CheckStateRole && action->isCheckable()) return action->isChecked() ? Qt::Checked : Qt::Unchecked;
    return {};
}

Qt::ItemFlags CommandModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const QAction* action = actionAt(index.row());
    if (!action || !action->isEnabled()) return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

}  // namespace lathe::gui
