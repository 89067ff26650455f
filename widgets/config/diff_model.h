// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of every section in which versions of an experiment differ: what is saved, what is here, and another file.
// Read-only. GUI thread.
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/config/diff.h"

namespace lathe::gui {

class DiffModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { KeyColumn, BaseColumn, MineColumn, TheirsColumn, ColumnCount };

    explicit DiffModel(QObject* parent = nullptr);

    // Of the three versions; at first what is saved, what is here, and another.
    void setTitles(const QString& base, const QString& mine, const QString& theirs);

    // Three-way. `theirs` null: the third column repeats the base.
    void setVersions(const config::Value& base, const config::Value& mine, const config::Value* theirs);
    const config::Change& change(int row) const { return changes_[static_cast<std::size_t>(row)]; }
    int conflicts() const;
    // What stands or falls together with that row: a list, or the dict that one side deleted, is one value.
    std::string wholeOf(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

  private:
    const std::optional<config::Value>& side(const config::Change& change, int column) const;

    bool isConflict(const config::Change& change) const;

    QString titles_[ColumnCount];
    std::vector<config::Change> changes_;
    std::vector<std::string> contradictions_;  // as merging would meet them
    config::Value mine_;
    config::Value theirs_;
};

}  // namespace lathe::gui
