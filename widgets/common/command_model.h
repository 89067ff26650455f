// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of a window that a person can trigger, best match of a typed filter first. GUI thread.
#pragma once

#include <QAbstractTableModel>
#include <QPointer>
#include <QVector>

class QAction;
class QWidget;

namespace lathe::gui {

class CommandModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Name, Shortcut, columns };

    using QAbstractTableModel::QAbstractTableModel;

    // Takes the actions that `window` and its children hold now: those with a text, visible, that open no menu, and of
    // which something is in sight.
    void collect(QWidget* window);
    void setFilter(const QString& filter);
    QAction* actionAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

  private:
    struct Command {
        QPointer<QAction> action;
        QString name;  // "Run: Start search"
    };

    QVector<Command> commands_;
    QVector<int> shown_;  // indexes into commands_
};

}  // namespace lathe::gui
