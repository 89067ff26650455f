// SPDX-License-Identifier: GPL-3.0-or-later
// The experiments of the queue as rows: their places, states, progress and why they wait. Those that are to run can be
// dragged to another place. GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QAbstractTableModel>
#include <QStringList>

#include "core/queue/standing.h"

namespace lathe::gui {

class QueueModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Place, Name, State, Progress, Best, Remaining, Note, columns };
    enum Role { ProgressRole = Qt::UserRole };  // from 0 to 1, of what has begun and is not over

    using QAbstractTableModel::QAbstractTableModel;

    void setItems(std::vector<queue::ItemStanding> items);
    const queue::ItemStanding* at(int row) const;  // nullptr: no such row
    int rowOf(int item) const;                     // -1: not in the queue

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

  Q_SIGNALS:
    // A row was dropped: nothing moves until the queue says so.
    void moveRequested(int item, const lathe::queue::Place& place);

  private:
    QString text(int row, int column) const;
    // Where a drop before `row` puts an item; nullopt: nowhere, as those that run or are over have no place.
    std::optional<queue::Place> placeOf(int row) const;

    std::vector<queue::ItemStanding> items_;
    QStringList names_;  // of the items, told apart
};

// "Behind 2 others", "Held", why it failed, ...
QString queueNoteText(const queue::ItemStanding& one);
QString queueStateText(const queue::ItemStanding& one);
// The experiment's name in one line; "Item 7" where it is not known.
QString queueNameText(const queue::ItemStanding& one);

}  // namespace lathe::gui
