// SPDX-License-Identifier: GPL-3.0-or-later
// What the runs of a curves chart are coloured, dashed and grouped by: their own styles, or the value of a parameter.
// No widgets.
#pragma once

#include <map>
#include <vector>

#include <QString>

#include "widgets/charts/curve_groups.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/run_styles.h"

namespace lathe::gui {

// A property that runs may have in common: a parameter, the study, the state.
struct CurveProperty {
    QString name;
    std::map<int, QString> text;    // by run; a run without one stays out
    std::map<int, double> numbers;  // of those that are numbers
};

// The parameters of the rows, by their axes.
std::vector<CurveProperty> propertiesOf(const ParallelTable& table);

class CurvesStyling {
  public:
    void setStyles(const RunStyles& styles) { styles_ = styles; }
    void setProperties(std::vector<CurveProperty> properties) { properties_ = std::move(properties); }
    const std::vector<CurveProperty>& properties() const { return properties_; }
    void setGroupings(std::vector<CurveGrouping> groupings) { groupings_ = std::move(groupings); }
    const std::vector<CurveGrouping>& groupings() const { return groupings_; }

    // By the names of properties; "" or unknown: as each run's own style has it. Up to as many values as there are
    // colours have one each, in natural order; more numbers have those of a ramp, by their rank.
    void style(CurvesScene& scene, const QString& colorBy, const QString& dashBy) const;
    // By the name of a grouping; unknown: nothing is grouped.
    void group(CurvesScene& scene, const QString& groupBy) const;

  private:
    const CurveProperty* find(const QString& name) const;

    RunStyles styles_;
    std::vector<CurveProperty> properties_;
    std::vector<CurveGrouping> groupings_;
};

}  // namespace lathe::gui
