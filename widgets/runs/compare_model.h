// SPDX-License-Identifier: GPL-3.0-or-later
// Trials side by side: a row a property, a column a trial, in sections; what differs is marked. GUI thread.
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QPen>
#include <QSet>
#include <QStringList>

namespace lathe::gui {

struct CompareRow {
    QString name;
    QStringList values;  // one a trial; null: it has none
    QSet<int> unknown;   // trials of which this was not recorded: they differ from none
    QString section = {};
    friend bool operator==(const CompareRow&, const CompareRow&) = default;
};

struct CompareColumn {
    QString name;
    QPen line = QPen(Qt::NoPen);  // as it is drawn in the charts
    friend bool operator==(const CompareColumn&, const CompareColumn&) = default;
};

class CompareModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum class Form { table, csv };  // columns divided by tabs, as spreadsheets take them; or as RFC 4180 has it

    explicit CompareModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    // Rows of one section stand together; before each section that has a name a row shows that.
    void setRows(const std::vector<CompareColumn>& trials, std::vector<CompareRow> rows);
    bool isSection(int row) const { return row_(row).values.isEmpty(); }
    const QString& section(int row) const { return row_(row).section; }
    bool differs(int row) const;
    // Whether the name of the row or one of its values has `text` in it, whatever the case.
    bool matches(int row, const QString& text) const;
    void setMarksDifferences(bool marks);  // in bold; at first they are
    // These rows, with the trials' names in the first line; the section in the first column where rows have one.
    QString asText(const QList<int>& rows, Form form = Form::table) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

  private:
    const CompareRow& row_(int row) const { return rows_[static_cast<std::size_t>(row)]; }

    std::vector<CompareColumn> trials_;
    std::vector<CompareRow> rows_;  // a section's own row has no values
    bool marksDifferences_ = true;
};

}  // namespace lathe::gui
