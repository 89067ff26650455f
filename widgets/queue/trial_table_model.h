// SPDX-License-Identifier: GPL-3.0-or-later
// The trials of a running study as a table. Fed with snapshots of the session; signals only what differs. GUI thread.
#pragma once

#include <optional>
#include <set>

#include <QAbstractTableModel>
#include <QStringList>
#include <QVector>

#include "core/run/session.h"

namespace lathe::gui {

class TrialTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    // Then one column for each objective after the first, for each metric of a constraint and for each parameter.
    enum Column { Number, State, Progress, Time, Objective, Device, firstFurther };
    enum Role { SortRole = Qt::UserRole, ProgressRole, RunRole };

    using QAbstractTableModel::QAbstractTableModel;

    void update(const run::SessionStatus& status);
    void clear();

    const run::TrialStatus* trialAt(int row) const;
    int rowOf(int trial) const;  // -1: not there
    void setHighlightedRun(std::optional<int> run);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    void addFurther(const run::SessionStatus& status);
    int firstConstrained() const { return firstFurther + static_cast<int>(objectives_.size()); }
    int firstParameter() const { return firstConstrained() + static_cast<int>(constraints_.size()); }
    // Whether the column is of a constraint that the trial breaks.
    bool isBroken(const run::TrialStatus& trial, int column) const;
    void addParameters(const std::vector<run::TrialStatus>& trials);
    QString text(const run::TrialStatus& trial, int column) const;
    QVariant sortKey(const run::TrialStatus& trial, int column) const;
    const config::Value* parameter(const run::TrialStatus& trial, int column) const;
    std::optional<double> objective(const run::TrialStatus& trial, int column) const;

    std::vector<run::TrialStatus> trials_;
    QStringList parameters_;
    QString metric_;
    QStringList objectives_;  // without the first
    std::vector<search::Constraint> constraints_;
    std::set<int> best_;  // of several objectives: the Pareto front
    std::optional<int> highlighted_;
};

// The chosen trials as a JSON array: number, state (NNI's name), params, objective, device, steps, epochs, error.
QString trialsAsJson(const std::vector<const run::TrialStatus*>& trials);

}  // namespace lathe::gui
