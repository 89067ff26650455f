// SPDX-License-Identifier: GPL-3.0-or-later
// Every trial of every study as one flat table: a row a trial, a column for each parameter and metric that any of them
// has; filtered, sorted by several columns, and on request grouped by the value of one column. GUI thread.
//
// Columns are known by their names ("opt.lr", "val_loss", "trial", "state", ...), which stay while the records change.
#pragma once

#include <optional>
#include <vector>

#include <QAbstractItemModel>
#include <QList>
#include <QString>

#include "widgets/runs/record_key.h"
#include "widgets/runs/review_data.h"
#include "widgets/runs/trial_columns.h"
#include "widgets/runs/trial_filter.h"

namespace lathe::gui {

class AllTrialsModel : public QAbstractItemModel {
    Q_OBJECT

  public:
    struct SortKey {
        QString column;
        Qt::SortOrder order = Qt::AscendingOrder;
        friend bool operator==(const SortKey&, const SortKey&) = default;
    };

    explicit AllTrialsModel(QObject* parent = nullptr) : QAbstractItemModel(parent) {}

    void setStudies(const std::vector<StudyPtr>& studies);
    void setFilter(TrialFilter filter);
    void setShowArchived(bool show);
    // The first is the most important; none: newest study first, trials by number.
    void setSortKeys(const QList<SortKey>& keys);
    const QList<SortKey>& sortKeys() const { return sort_; }
    // "": not grouped. Rows without a value form a group of their own.
    void setGroupBy(const QString& column);
    const QString& groupBy() const { return groupBy_; }

    int trialCount() const { return static_cast<int>(rows_.size()); }  // that are shown
    QString columnName(int column) const;
    int columnOf(const QString& name) const;  // -1: there is none
    QString columnTitle(int column) const { return columns_.title(column); }
    QString groupValue(const QModelIndex& group) const;
    bool isGroup(const QModelIndex& index) const;
    std::optional<SelectedTrial> trialAt(const QModelIndex& index) const;  // nullopt: a group
    QModelIndex indexOf(const TrialKey& key) const;                        // invalid: it is not shown
    // Of those that are shown, from top to bottom; in one walk over the rows, however many they are.
    QModelIndexList indexesOf(const QList<TrialKey>& keys) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    // A part of rows_, in which the trials of a group stand one after another.
    struct Group {
        QString value;
        int first = 0;
        int count = 0;
    };

    void refill();
    std::vector<TrialRow> wantedRows() const;
    void sortRows(std::vector<TrialRow>& rows) const;
    std::vector<Group> groupsOf(std::vector<TrialRow>& rows) const;
    const TrialRow* rowAt(const QModelIndex& index) const;
    QVariant groupData(const Group& group, int column, int role) const;
    QString summaryOf(const Group& group, int column) const;

    std::vector<StudyPtr> studies_;
    TrialColumns columns_;
    TrialFilter filter_;
    bool showArchived_ = false;
    QList<SortKey> sort_;
    QString groupBy_;
    std::vector<TrialRow> rows_;
    std::vector<Group> groups_;  // empty: not grouped
};

}  // namespace lathe::gui
