// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/config_filter_model.h"

#include <algorithm>

#include "widgets/config/config_tree_model.h"

namespace lathe::gui {

ConfigFilterModel::ConfigFilterModel(ConfigTreeModel& model, QObject* parent)
    : QSortFilterProxyModel(parent), model_(model) {
    setRecursiveFilteringEnabled(true);
    setSourceModel(&model);
    // Qt adds a group whose first child comes to pass the filter, but keeps the empty list of children that it had.
    connect(&model, &ConfigTreeModel::updated, this, [this] {
        if (changedOnly_ || !words_.isEmpty()) invalidateFilter();
    });
}

void ConfigFilterModel::setWords(const QString& text) {
    const QStringList words = text.simplified().split(' ', Qt::SkipEmptyParts);
    if (words == words_) return;
    words_ = words;
    invalidateFilter();
}

void ConfigFilterModel::setChangedOnly(bool on) {
    if (on == changedOnly_) return;
    changedOnly_ = on;
    invalidateFilter();
}

bool ConfigFilterModel::matches(const QModelIndex& index) const {
    const ConfigRow& row = model_.row(index);
    return std::all_of(words_.begin(), words_.end(), [&](const QString& word) {
        return row.path.contains(word, Qt::CaseInsensitive) || row.raw.contains(word, Qt::CaseInsensitive) ||
               row.doc.contains(word, Qt::CaseInsensitive);
    });
}

bool ConfigFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = model_.index(row, ConfigTreeModel::KeyColumn, parent);
    const ConfigRow& here = model_.row(index);
    // Groups show because of what they hold: the recursion of the base class adds them.
    if (here.kind == ConfigRow::Kind::group && model_.rowCount(index) > 0) return false;
    if (changedOnly_ && !here.changed && here.problem.isEmpty()) return false;
    return matches(index);
}

}  // namespace lathe::gui
