// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart shows as tables of numbers, to be read row by row by a screen reader, and copied. Not modal. GUI thread.
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QString>
#include <QStringList>

class QWidget;

namespace lathe::gui {

// A table given as CSV with a header line.
class ChartTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    explicit ChartTableModel(const QString& csv, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    QStringList header_;
    std::vector<QStringList> rows_;
};

struct ChartTable {
    QString name;
    QString csv;
};
// The tables as tabs; one alone without.
void showChartTables(QWidget* parent, const QString& title, const std::vector<ChartTable>& tables);

}  // namespace lathe::gui
