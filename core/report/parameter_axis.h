// SPDX-License-Identifier: GPL-3.0-or-later
// One parameter, or the objective, of a study's trials as numbers on an axis: choices and other words by their place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/report/figure.h"
#include "core/report/report_studies.h"

namespace lathe::report {

// The values of one parameter, or of the objective, with the axis that they are drawn along.
class ParameterAxis {
  public:
    // `name`: of a flat parameter, "network._name". On a logarithmic scale where the space has one.
    ParameterAxis(const ReportStudy& study, const std::string& name);
    // Of the objectives of the ranked trials.
    explicit ParameterAxis(const ReportStudy& study);

    // Its label is the name of the parameter or of the objective; around numbers there is some room.
    const FigureAxis& axis() const { return axis_; }
    // Whether the values are words, which stand at 0, 1, 2, ... on the axis.
    bool is_category() const { return !axis_.categories.empty(); }
    // The value of the trial at this place among the ranked ones; nullopt: it has none.
    std::optional<double> value(std::size_t rank) const { return values_[rank]; }
    // The same as a place on the axis: 0 at its low end, 1 at its high end; nullopt: there is no finite value.
    std::optional<double> share(std::size_t rank) const;
    // Whether the trials differ in it.
    bool varies() const;

  private:
    void fit(const std::string& label, bool log);

    FigureAxis axis_;
    std::vector<std::optional<double>> values_;
};

// Names of the flat parameters of the ranked trials, in the order in which they first appear.
std::vector<std::string> parameter_names(const ReportStudy& study);

// A value as the cell of a table shows it.
std::string cell_text(const config::Value* value);

}  // namespace lathe::report
