// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/diff_model.h"

#include <algorithm>

#include <QGuiApplication>

#include "core/config/merge_edits.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

bool isWithin(const std::string& path, const std::string& ancestor) {
    if (ancestor.empty() || path == ancestor) return true;
    return path.starts_with(ancestor) && (path[ancestor.size()] == '.' || path[ancestor.size()] == '[');
}

// Keys of the config as everywhere else in the window, but where another section would be meant.
QString shownKey(const std::string& path) {
    const auto steps = config::split_path(path);
    const bool plain = steps.size() > 1 && steps[0] == "config" && steps[1] != "space" && steps[1] != "search" &&
                       steps[1] != "name" && path.starts_with("config.");
    return QString::fromStdString(plain ? path.substr(7) : path);
}

}  // namespace

DiffModel::DiffModel(QObject* parent)
    : QAbstractTableModel(parent), titles_{tr("key"), tr("saved"), tr("here"), tr("other")} {}

void DiffModel::setTitles(const QString& base, const QString& mine, const QString& theirs) {
    titles_[BaseColumn] = base;
    titles_[MineColumn] = mine;
    titles_[TheirsColumn] = theirs;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void DiffModel::setVersions(const config::Value& base, const config::Value& mine, const config::Value* theirs) {
    beginResetModel();
    mine_ = mine;
    theirs_ = theirs ? *theirs : base;
    changes_ = config::diff(mine_, theirs_, base);
    contradictions_ = config::edit_conflicts(base, mine_, theirs_);
    endResetModel();
}

bool DiffModel::isConflict(const config::Change& change) const {
    return std::any_of(contradictions_.begin(), contradictions_.end(),
                       [&](const std::string& key) { return isWithin(change.path, key); });
}

int DiffModel::conflicts() const {
    return static_cast<int>(contradictions_.size());
}

std::string DiffModel::wholeOf(int row) const {
    const std::string& path = change(row).path;
    for (const auto& key : contradictions_)
        if (isWithin(path, key)) return key;
    std::string here;
    for (const auto& step : config::split_path(path)) {
        here = config::join_path(here, step);
        for (const auto* side : {&mine_, &theirs_})
            if (const auto* value = side->find(here); value && value->is_list()) return here;
    }
    return path;
}

int DiffModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(changes_.size());
}

int DiffModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(titles_[section]) : QVariant();
}

const std::optional<config::Value>& DiffModel::side(const config::Change& change, int column) const {
    return column == BaseColumn ? change.base : column == MineColumn ? change.left : change.right;
}

QVariant DiffModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const config::Change& change = this->change(index.row());
    const bool conflict = isConflict(change);
    if (index.column() == KeyColumn) {
        if (role == Qt::DisplayRole) return shownKey(change.path);
        if (role == Qt::DecorationRole && conflict) return icon("warning", IconTone::warning);
        if (role == Qt::ToolTipRole && conflict) return tr("Both changed it, differently");
        return {};
    }
    const auto& value = side(change, index.column());
    switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole: return value ? QString::fromStdString(config::to_yaml_inline(*value)) : tr("(absent)");
        case Qt::FontRole: {
            QFont font = monospaceFont();
            font.setBold(index.column() != BaseColumn && !(value == change.base));
            return font;
        }
        case Qt::ForegroundRole: {
            const ThemeColors& colors = themeColors(QGuiApplication::palette());
            if (value == change.base) return colors.mutedText;
            return conflict ? colors.bad : colors.good;
        }
        default: return {};
    }
}

}  // namespace lathe::gui
