// SPDX-License-Identifier: GPL-3.0-or-later
// Trials side by side: a row a property, a column a trial; what differs is marked. GUI thread.
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QSet>
#include <QStringList>

namespace lathe::gui {

struct CompareRow {
    QString name;
    QStringList values;  // one a trial; null: it has none
    QSet<int> unknown;   // trials of which this was not recorded: they differ from none
};

class CompareModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    explicit CompareModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setRows(const QStringList& trials, std::vector<CompareRow> rows);
    bool differs(int row) const;
    // Whether the name of the row or one of its values has `text` in it, whatever the case.
    bool matches(int row, const QString& text) const;
    // These rows, tab-separated, with the trials' names in the first line.
    QString asText(const QList<int>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    QStringList trials_;
    std::vector<CompareRow> rows_;
};

}  // namespace lathe::gui
