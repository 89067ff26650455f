#include "widgets/config/diff_model.h"

#include <algorithm>

#include <QGuiApplication>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

DiffModel::DiffModel(QObject* parent) : QAbstractTableModel(parent) {}

void DiffModel::setVersions(const config::Value& base, const config::Value& mine, const config::Value* theirs) {
    beginResetModel();
    changes_ = config::diff(mine, theirs ? *theirs : base, base);
    endResetModel();
}

int DiffModel::conflicts() const {
    return static_cast<int>(std::count_if(changes_.begin(), changes_.end(), config::is_conflict));
}

int DiffModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(changes_.size());
}

int DiffModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case KeyColumn: return tr("key");
        case BaseColumn: return tr("saved");
        case MineColumn: return tr("here");
        case TheirsColumn: return tr("other");
        default: return {};
    }
}

const std::optional<config::Value>& DiffModel::side(const config::Change& change, int column) const {
    return column == BaseColumn ? change.base : column == MineColumn ? change.left : change.right;
}

QVariant DiffModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const config::Change& change = this->change(index.row());
    const bool conflict = config::is_conflict(change);
    if (index.column() == KeyColumn) {
        // Keys of the config as everywhere else in the window.
        if (role == Qt::DisplayRole) {
            const QString path = QString::fromStdString(change.path);
            return path.startsWith("config.") ? path.mid(7) : path;
        }
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
