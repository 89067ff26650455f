// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a flat table of trials: what each shows, and by what it is sorted. GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QString>
#include <QVariant>

#include "widgets/runs/review_data.h"
#include "widgets/runs/study_names.h"

namespace lathe::gui {

// Lives as long as its study does.
struct TrialRow {
    const StudyPtr* study = nullptr;
    const store::TrialRecord* trial = nullptr;
    bool best = false;  // of its study, or of its Pareto front
    friend bool operator==(const TrialRow&, const TrialRow&) = default;
};

// What a row is sorted by: numbers before texts (which stand in natural order), NaN after both, nothing last.
struct SortValue {
    int rank = 3;  // 0: number, 1: text, 2: NaN, 3: nothing
    double number = 0;
    QString text;

    // Less than, equal to, or greater than 0, ranks aside.
    int compare(const SortValue& other) const;
};

class TrialColumns {
  public:
    // Of all trials: the trial's name, the objective, parameters and metrics in the order in which they are met, then
    // what every trial has.
    explicit TrialColumns(const std::vector<StudyPtr>& studies = {});

    int size() const { return static_cast<int>(columns_.size()); }
    const QString& name(int column) const { return columns_[static_cast<std::size_t>(column)].name; }
    QString title(int column) const;
    int find(const QString& name) const;  // -1: there is none
    bool isNumeric(int column) const;     // aligned to the right

    QString text(int column, const TrialRow& row) const;
    SortValue sortValue(int column, const TrialRow& row) const;
    std::optional<double> number(int column, const TrialRow& row) const;  // nullopt: it has none there

    friend bool operator==(const TrialColumns&, const TrialColumns&) = default;

  private:
    enum class Kind { trial, objective, parameter, metric, state, tags, started, duration, study };
    struct Column {
        Kind kind;
        QString name;
        friend bool operator==(const Column&, const Column&) = default;
    };

    static const config::Value* valueOf(const Column& column, const TrialRow& row);

    std::vector<Column> columns_;
    StudyNames names_;
};

}  // namespace lathe::gui
