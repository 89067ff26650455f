#include "widgets/config/config_tree_model.h"

#include <algorithm>

#include <QGuiApplication>
#include <QPalette>

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
            return row.unit.isEmpty() || row.missing ? row.raw : row.raw + " " + row.unit;
        case ResolvedColumn: return row.resolved;
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
            if (!row.written || column == ResolvedColumn) return colors.mutedText;
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

void ConfigTreeModel::reset() {
    beginResetModel();
    ConfigRows rows = makeConfigRows(document_);
    root_ = makeItem<Item>(rows, nullptr);
    endResetModel();
}

void ConfigTreeModel::update() {
    ConfigRows rows = makeConfigRows(document_);
    sync(*root_, rows);
    Q_EMIT updated();
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
