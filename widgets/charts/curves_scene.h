// What a curves chart shows besides the points: names, states and emphasis of the runs.
#pragma once

#include <map>
#include <optional>
#include <string>

#include <QCoreApplication>
#include <QSet>
#include <QString>

#include "core/search/trial.h"
#include "widgets/charts/curve_data.h"

namespace lathe::gui {

struct CurvesScene {
    CurveData data;
    std::string metric;
    CurveSettings settings;
    bool logX = false;
    bool ignoreOutliers = false;

    std::map<int, QString> labels;
    std::map<int, search::TrialState> states;
    std::optional<int> best;
    std::optional<int> highlighted;
    QSet<int> selected;
    std::optional<QSet<int>> visible;  // by the caller; nullopt: all
    QSet<int> hidden;                  // by the legend

    bool listed(int run) const { return !visible || visible->contains(run); }
    bool shows(int run) const { return listed(run) && !hidden.contains(run); }
    QString label(int run) const {
        const auto found = labels.find(run);
        return found != labels.end() ? found->second : QCoreApplication::translate("Charts", "Trial %1").arg(run);
    }
};

}  // namespace lathe::gui
