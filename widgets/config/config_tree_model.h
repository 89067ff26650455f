// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of config keys over an ExperimentDocument. After an edit it moves, adds, removes and updates only the rows
// that differ, so that expansion, selection and open editors stay. Editing goes through the document.
#pragma once

#include <memory>
#include <optional>

#include <QAbstractItemModel>

#include "widgets/config/config_row.h"

namespace lathe::gui {

class ConfigTreeModel : public QAbstractItemModel {
    Q_OBJECT

  public:
    enum Column { KeyColumn, ValueColumn, ResolvedColumn, OriginColumn, TuneColumn, ColumnCount };
    enum Role { PathRole = Qt::UserRole + 1 };

    explicit ConfigTreeModel(ExperimentDocument& document, QObject* parent = nullptr);
    ~ConfigTreeModel() override;

    // The row behind an index of any column; the invisible root for an invalid one.
    const ConfigRow& row(const QModelIndex& index) const;
    // The key column's index of a path such as "opt.lr" or "layers[0]"; the nearest ancestor when there is none such.
    QModelIndex indexOf(const QString& path) const;
    // Whether any value is another than the one that is written: an interpolation, for one.
    bool hasResolved() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    // The text of a value as typed, or a check state.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    // An item of a list can be dragged to another place in it.
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

  Q_SIGNALS:
    // After an edit, when all its rows have been told of.
    void updated();
    // The box in the tune column was clicked: marking an option needs a distribution to start from.
    void tuneToggled(const QString& path, bool on);

  private:
    struct Item;

    Item* itemOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Item* item, int column = KeyColumn) const;
    void reset();
    void update();
    bool updateTouched();
    void refreshAncestors(const Item& item);
    void sync(Item& item, ConfigRows& rows);
    void placeRow(Item& parent, std::size_t at, const QString& key);
    // Where a dragged item goes to when it is dropped there: its list's path, from and to; nullopt: nowhere.
    struct Move {
        QString list;
        int from;
        int to;
    };
    std::optional<Move> moveOf(const QMimeData* data, int row, const QModelIndex& parent) const;
    QVariant text(const ConfigRow& row, int column) const;
    QString toolTip(const ConfigRow& row, int column) const;

    ExperimentDocument& document_;
    std::unique_ptr<Item> root_;
};

}  // namespace lathe::gui
