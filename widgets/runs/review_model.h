// SPDX-License-Identifier: GPL-3.0-or-later
// Studies and their trials as a tree: one row a study, below it one row a trial. GUI thread.
#pragma once

#include <memory>
#include <set>
#include <vector>

#include <QAbstractItemModel>
#include <QStringList>

#include "widgets/runs/record_key.h"
#include "widgets/runs/review_data.h"
#include "widgets/runs/study_names.h"

namespace lathe::gui {

class ReviewModel : public QAbstractItemModel {
    Q_OBJECT

  public:
    // After these, one column a parameter that any trial has, in the order in which they are met.
    enum Column { Name, State, Objective, Tags, Trials, Started, Duration, Tuner, fixedColumns };
    enum Role {
        SortRole = Qt::UserRole,  // number, text or time; invalid: nothing to sort by
        IsTrialRole,
    };

    explicit ReviewModel(QObject* parent = nullptr);

    // Rows that stay keep their indexes, so that selection and expansion live on. Only a new parameter resets the
    // model.
    void setStudies(const std::vector<StudyPtr>& studies);

    StudyPtr studyAt(const QModelIndex& index) const;  // of a study or of one of its trials
    const store::TrialRecord* trialAt(const QModelIndex& index) const;
    std::optional<TrialKey> keyAt(const QModelIndex& index) const;
    MarkedRecord recordAt(const QModelIndex& index) const;  // a valid index
    QModelIndex indexOfStudy(const QString& folder) const;
    QModelIndex indexOf(const TrialKey& key) const;
    const QStringList& parameters() const { return parameters_; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    // Only asks for it: the name is there when the records are read again.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

  Q_SIGNALS:
    void renamed(const lathe::gui::MarkedRecord& record, const QString& name);

  private:
    struct Node {
        quintptr id = 0;  // never used again: what the indexes of trials carry
        StudyPtr study;
        // Numbers of the trials that are marked, of several objectives the Pareto front; kept here so that no row
        // changes while others come or go.
        std::set<int> best;
    };

    const Node* nodeAt(const QModelIndex& index) const;
    int rowOfId(quintptr id) const;
    void removeMissing(const std::vector<StudyPtr>& studies);
    void update(int row, const StudyPtr& study);
    static QVariant markData(const store::Marks& marks, int column, int role);
    QVariant studyData(const store::StudyRecord& study, int column, int role) const;
    QVariant trialData(const Node& node, const store::TrialRecord& trial, int column, int role) const;

    std::vector<Node> nodes_;
    QStringList parameters_;
    StudyNames names_;
    quintptr nextId_ = 1;
};

}  // namespace lathe::gui
