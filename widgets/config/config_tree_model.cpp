// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/config_tree_model.h"

#include <algorithm>
#include <functional>

#include <QGuiApplication>
#include <QMimeData>
#include <QPalette>

#include "widgets/common/core_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/experiment_document.h"

namespace lathe::gui {

struct ConfigTreeModel::Item {
    ConfigRow row;
    Item* parent = nullptr;
    std::vector<std::unique_ptr<Item>> children;
    int position = 0;  // in its parent
};

namespace {

constexpr const char* itemMimeType = "application/x-lathe-config-item";

template <class Item>
void renumber(std::vector<std::unique_ptr<Item>>& items, std::size_t from) {
    for (std::size_t i = from; i < items.size(); ++i) items[i]->position = static_cast<int>(i);
}

template <class Item>
std::unique_ptr<Item> makeItem(ConfigRows& rows, Item* parent) {
    auto item = std::make_unique<Item>();
    item->row = std::move(rows.row);
    item->parent = parent;
    for (auto& child : rows.children) item->children.push_back(makeItem(child, item.get()));
    renumber(item->children, 0);
    return item;
}

}  // namespace

ConfigTreeModel::ConfigTreeModel(ExperimentDocument& document, QObject* parent)
    : QAbstractItemModel(parent), document_(document), root_(std::make_unique<Item>()) {
    connect(&document, &ExperimentDocument::replaced, this, &ConfigTreeModel::reset);
    connect(&document, &ExperimentDocument::changed, this, &ConfigTreeModel::update);
    if (document.isOpen()) reset();
}

ConfigTreeModel::~ConfigTreeModel() = default;

ConfigTreeModel::Item* ConfigTreeModel::itemOf(const QModelIndex& index) const {
    return index.isValid() ? static_cast<Item*>(index.internalPointer()) : root_.get();
}

QModelIndex ConfigTreeModel::indexOf(const Item* item, int column) const {
    return item == root_.get() ? QModelIndex() : createIndex(item->position, column, const_cast<Item*>(item));
}

const ConfigRow& ConfigTreeModel::row(const QModelIndex& index) const {
    return itemOf(index)->row;
}

QModelIndex ConfigTreeModel::indexOf(const QString& path) const {
    const Item* at = root_.get();
    for (bool deeper = true; deeper;) {
        deeper = false;
        for (const auto& child : at->children) {
            const QString& here = child->row.path;
            const bool below = path.startsWith(here) && path.size() > here.size() &&
                               (path[here.size()] == '.' || path[here.size()] == '[');
            if (path != here && !below) continue;
            at = child.get();
            deeper = below;
            break;
        }
    }
    return indexOf(at);
}

bool ConfigTreeModel::hasResolved() const {
    const std::function<bool(const Item&)> any = [&any](const Item& item) {
        return !item.row.resolved.isEmpty() ||
               std::any_of(item.children.begin(), item.children.end(), [&](const auto& child) { return any(*child); });
    };
    return any(*root_);
}

QModelIndex ConfigTreeModel::index(int row, int column, const QModelIndex& parent) const {
    const Item* item = itemOf(parent);
    if (parent.column() > 0 || row < 0 || column < 0 || column >= ColumnCount ||
        row >= static_cast<int>(item->children.size()))
        return {};
    return createIndex(row, column, item->children[static_cast<std::size_t>(row)].get());
}

QModelIndex ConfigTreeModel::parent(const QModelIndex& child) const {
    return child.isValid() ? indexOf(itemOf(child)->parent) : QModelIndex();
}

int ConfigTreeModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(itemOf(parent)->children.size());
}

int ConfigTreeModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QVariant ConfigTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case KeyColumn: return tr("key");
        case ValueColumn: return tr("value");
        case ResolvedColumn: return tr("resolved");
        case OriginColumn: return tr("from");
        case TuneColumn: return tr("tune");
        default: return {};
    }
}

QVariant ConfigTreeModel::text(const ConfigRow& row, int column) const {
    switch (column) {
        case KeyColumn: return row.key;
        case ValueColumn:
            if (row.kind == ConfigRow::Kind::group) return {};
            if (row.kind == ConfigRow::Kind::list) return row.raw;
            if (row.unit.isEmpty() || row.missing || row.raw == QLatin1String("null")) return row.raw;
            return row.raw + " " + unitText(row.unit.toStdString(), row.raw);
        case ResolvedColumn: return row.resolved;
        case OriginColumn: return row.kind == ConfigRow::Kind::group ? QString() : row.origin;
        case TuneColumn: return row.tuning;
        default: return {};
    }
}

QString ConfigTreeModel::toolTip(const ConfigRow& row, int column) const {
    if (!row.problem.isEmpty()) return row.problem;
    switch (column) {
        case KeyColumn: return row.doc.isEmpty() ? row.path : row.path + "\n" + row.doc;
        case ValueColumn: return row.written ? row.raw : tr("%1 (default)").arg(row.raw);
        case ResolvedColumn: return row.resolved;
        case OriginColumn: {
            const config::Value* value = document_.config().find(row.path.toStdString());
            if (!value || !value->mark.file) return row.origin;
            return QString("%1:%2").arg(QString::fromStdString(*value->mark.file)).arg(value->mark.line);
        }
        case TuneColumn: return row.tuning;
        default: return {};
    }
}

QVariant ConfigTreeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ConfigRow& row = this->row(index);
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole: return text(row, column);
        case Qt::EditRole: return column == ValueColumn ? QVariant(row.raw) : text(row, column);
        case Qt::ToolTipRole: return toolTip(row, column);
        case Qt::AccessibleTextRole:
            if (column == TuneColumn) return row.tuned ? tr("%1 is tuned").arg(row.path) : QString();
            return text(row, column);
        case Qt::FontRole: {
            if (column == TuneColumn && !row.tuned) return {};
            QFont font = monospaceFont();
            font.setItalic(column == ValueColumn && !row.written);
            return font;
        }
        case Qt::ForegroundRole: {
            const ThemeColors& colors = themeColors(QGuiApplication::palette());
            if (column == ValueColumn && !row.problem.isEmpty()) return colors.bad;
            if (!row.written || column == ResolvedColumn || column == OriginColumn) return colors.mutedText;
            return {};
        }
        case Qt::DecorationRole:
            if (column != KeyColumn) return {};
            if (!row.problem.isEmpty()) return icon(row.missing ? "warning" : "error", IconTone::bad);
            if (row.problemBelow) return icon("warning", IconTone::warning);
            return {};
        case Qt::CheckStateRole:
            if (column == ValueColumn && row.checkable) return row.checked ? Qt::Checked : Qt::Unchecked;
            if (column == TuneColumn && row.tunable) return row.tuned ? Qt::Checked : Qt::Unchecked;
            return {};
        case PathRole: return row.path;
        default: return {};
    }
}

Qt::ItemFlags ConfigTreeModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return {};
    const ConfigRow& row = this->row(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == ValueColumn && row.kind == ConfigRow::Kind::leaf) {
        flags |= Qt::ItemIsEditable;
        if (row.checkable) flags |= Qt::ItemIsUserCheckable;
    }
    if (index.column() == TuneColumn && row.tunable) flags |= Qt::ItemIsUserCheckable;
    if (row.own && row.path.endsWith(']')) flags |= Qt::ItemIsDragEnabled;
    if (row.own && row.kind == ConfigRow::Kind::list) flags |= Qt::ItemIsDropEnabled;
    return flags;
}

bool ConfigTreeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid()) return false;
    const ConfigRow& row = this->row(index);
    if (index.column() == TuneColumn && role == Qt::CheckStateRole) {
        Q_EMIT tuneToggled(row.path, value.toInt() == Qt::Checked);
        return true;
    }
    if (index.column() != ValueColumn || row.kind != ConfigRow::Kind::leaf) return false;
    if (role == Qt::CheckStateRole && row.checkable)
        return setOptionText(document_, row.path, value.toInt() == Qt::Checked ? "true" : "false");
    if (role != Qt::EditRole || value.toString() == row.raw) return false;
    return setOptionText(document_, row.path, value.toString());
}

QStringList ConfigTreeModel::mimeTypes() const {
    return {itemMimeType};
}

QMimeData* ConfigTreeModel::mimeData(const QModelIndexList& indexes) const {
    if (indexes.isEmpty()) return nullptr;
    auto* data = new QMimeData;
    data->setData(itemMimeType, row(indexes.front()).path.toUtf8());
    return data;
}

std::optional<ConfigTreeModel::Move> ConfigTreeModel::moveOf(const QMimeData* data, int row,
                                                             const QModelIndex& parent) const {
    if (!data || !data->hasFormat(itemMimeType)) return std::nullopt;
    const QString path = QString::fromUtf8(data->data(itemMimeType));
    const auto bracket = path.lastIndexOf('[');
    if (bracket < 0) return std::nullopt;
    Move move{path.left(bracket), path.mid(bracket + 1, path.size() - bracket - 2).toInt(), row};
    QModelIndex list = parent;
    // Upon an item, rather than between two: it takes that place.
    if (row < 0 && parent.isValid() && this->row(parent).path.endsWith(']') && this->row(parent).path != move.list) {
        move.to = parent.row();
        list = parent.parent();
    } else if (row < 0) {
        move.to = rowCount(list.siblingAtColumn(KeyColumn)) - 1;  // upon the list: at its end
    } else if (row > move.from) {
        move.to = row - 1;  // the item has left its old place by then
    }
    if (!list.isValid() || this->row(list).path != move.list || move.to == move.from) return std::nullopt;
    return move;
}

bool ConfigTreeModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int,
                                      const QModelIndex& parent) const {
    return action == Qt::MoveAction && moveOf(data, row, parent).has_value();
}

bool ConfigTreeModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int,
                                   const QModelIndex& parent) {
    if (action != Qt::MoveAction) return false;
    const auto move = moveOf(data, row, parent);
    if (!move) return false;
    moveListItem(document_, move->list, move->from, move->to);
    return false;  // the view must not remove the row: the edit has moved it
}

void ConfigTreeModel::reset() {
    beginResetModel();
    ConfigRows rows = makeConfigRows(document_);
    root_ = makeItem<Item>(rows, nullptr);
    endResetModel();
}

void ConfigTreeModel::update() {
    if (updateTouched()) {
        Q_EMIT updated();
        return;
    }
    ConfigRows rows = makeConfigRows(document_);
    sync(*root_, rows);
    Q_EMIT updated();
}

// Only the options that the last change touched; false: not all of them are scalar options.
bool ConfigTreeModel::updateTouched() {
    if (!document_.touched()) return false;
    auto rows = makeConfigRows(document_, *document_.touched());
    if (!rows) return false;
    std::vector<Item*> items;
    for (const ConfigRow& row : *rows) {
        Item* item = itemOf(indexOf(row.path));
        if (item->row.path != row.path || !item->children.empty()) return false;
        items.push_back(item);
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i]->row == (*rows)[i]) continue;
        items[i]->row = std::move((*rows)[i]);
        Q_EMIT dataChanged(indexOf(items[i]), indexOf(items[i], ColumnCount - 1));
        refreshAncestors(*items[i]);
    }
    return true;
}

// What groups tell of the rows below them.
void ConfigTreeModel::refreshAncestors(const Item& item) {
    for (Item* group = item.parent; group && group != root_.get(); group = group->parent) {
        ConfigRow row = group->row;
        row.problemBelow = row.changed = false;
        for (const auto& child : group->children) {
            row.problemBelow |= child->row.problemBelow || !child->row.problem.isEmpty();
            row.changed |= child->row.changed;
        }
        if (row == group->row) return;
        group->row = std::move(row);
        Q_EMIT dataChanged(indexOf(group), indexOf(group, ColumnCount - 1));
    }
}

// Brings the child with that key to position `at`, if there is one behind it.
void ConfigTreeModel::placeRow(Item& parent, std::size_t at, const QString& key) {
    auto& children = parent.children;
    std::size_t found = at;
    while (found < children.size() && children[found]->row.key != key) ++found;
    if (found == at || found >= children.size()) return;
    const QModelIndex index = indexOf(&parent);
    beginMoveRows(index, static_cast<int>(found), static_cast<int>(found), index, static_cast<int>(at));
    const auto first = children.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = children.begin() + static_cast<std::ptrdiff_t>(found);
    std::rotate(first, last, last + 1);
    renumber(children, at);
    endMoveRows();
}

void ConfigTreeModel::sync(Item& item, ConfigRows& rows) {
    auto& children = item.children;
    std::vector<QString> wanted;
    for (const auto& child : rows.children) wanted.push_back(child.row.key);
    std::sort(wanted.begin(), wanted.end());
    for (std::size_t i = children.size(); i-- > 0;) {
        if (std::binary_search(wanted.begin(), wanted.end(), children[i]->row.key)) continue;
        beginRemoveRows(indexOf(&item), static_cast<int>(i), static_cast<int>(i));
        children.erase(children.begin() + static_cast<std::ptrdiff_t>(i));
        renumber(children, i);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < rows.children.size(); ++i) {
        const QString& key = rows.children[i].row.key;
        placeRow(item, i, key);
        if (i < children.size() && children[i]->row.key == key) {
            sync(*children[i], rows.children[i]);
            continue;
        }
        beginInsertRows(indexOf(&item), static_cast<int>(i), static_cast<int>(i));
        children.insert(children.begin() + static_cast<std::ptrdiff_t>(i), makeItem(rows.children[i], &item));
        renumber(children, i);
        endInsertRows();
    }
    if (item.row == rows.row) return;
    item.row = std::move(rows.row);
    if (&item != root_.get()) Q_EMIT dataChanged(indexOf(&item), indexOf(&item, ColumnCount - 1));
}

}  // namespace lathe::gui
