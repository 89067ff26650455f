// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a table that is described: a row each. GUI thread.
#pragma once

#include <QAbstractTableModel>

#include "core/train/table/table_description.h"

namespace lathe::gui {

class TableColumnsModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Section { Name, Type, Use, Missing, Distinct, Least, Mean, Most, Histogram, SectionCount };
    // QVector<double>: the bars of a histogram, the highest 1.
    static constexpr int barsRole = Qt::UserRole;
    // QString: the most frequent values of a column of words, beside their bars.
    static constexpr int wordsRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const train::TableDescription& table);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    QString text(const train::ColumnDescription& column, int section) const;

    std::vector<train::ColumnDescription> columns_;
};

}  // namespace lathe::gui
