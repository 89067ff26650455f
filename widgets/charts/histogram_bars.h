// SPDX-License-Identifier: GPL-3.0-or-later
// What a histogram shows as bars: samples that were binned, ready bins, single values, or categories. No widgets.
#pragma once

#include <vector>

#include <QCoreApplication>
#include <QStringList>

#include "widgets/charts/chart_scale.h"

namespace lathe::gui {

class HistogramBars {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::HistogramBars)

  public:
    struct Bar {
        double low;
        double high;  // equal to low: a spike
        double weight;
    };

    // Bins the finite samples, evenly on a linear or a log axis; few distinct values become one bar each.
    void setSamples(const std::vector<double>& samples, bool log);
    // `edges` ascending, one more than `weights`.
    void setBins(const std::vector<double>& edges, const std::vector<double>& weights, bool log);
    void setSpikes(const std::vector<double>& values, const std::vector<double>& weights, bool log);
    // Category i stands at the value i.
    void setCategories(const QStringList& names, const std::vector<double>& counts);
    void clear();

    const std::vector<Bar>& bars() const { return bars_; }
    const QStringList& categories() const { return categories_; }
    bool isCategorical() const { return !categories_.isEmpty(); }
    bool isLog() const { return log_; }
    // Whether the axis can show it: finite, and above 0 where the axis is a log one.
    bool shows(double value) const;

    double highest() const;  // weight; 0 without bars
    // Its values, and its share of all: "0.1 to 0.2: 5 %".
    QString describe(const Bar& bar) const;
    // An axis that shows every bar and these values too, with `air` (a share of it) at both ends. Never empty.
    ChartScale scaleWith(const std::vector<double>& values, double air) const;

  private:
    std::vector<Bar> bars_;
    QStringList categories_;
    bool log_ = false;
};

}  // namespace lathe::gui
