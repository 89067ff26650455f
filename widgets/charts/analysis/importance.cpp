// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/search/importance/learned.h"
#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

namespace {

struct Method {
    const char* name;  // as its paper calls it
    std::vector<search::Importance> (*compute)(const search::Observations& seen);
    QString (*doc)();
};

const Method methods[] = {
    {"PED-ANOVA", [](const search::Observations& seen) { return search::ped_anova(seen); },
     [] { return Analysis::tr("how much the best tenth of the trials differs from all of them"); }},
    {"fANOVA", [](const search::Observations& seen) { return search::fanova(seen); },
     [] { return Analysis::tr("the share of the variance that each parameter explains by itself"); }},
};

const Method& methodOf(const QString& name) {
    const auto* found = std::find_if(std::begin(methods), std::end(methods),
                                     [&](const Method& method) { return name == QLatin1String(method.name); });
    return found != std::end(methods) ? *found : methods[0];
}

// As the axes of the other charts call it: "network:lenet.width" for a child of the branch lenet.
QString nameOf(const space::Layout& layout, const space::Column& column) {
    if (column.parent < 0) return QString::fromStdString(column.path);
    const space::Column& parent = layout.columns()[static_cast<std::size_t>(column.parent)];
    return nameOf(layout, parent) + u':' + QString::fromStdString(column.path.substr(parent.path.size() + 1));
}

// What the trials were in the metric that is asked about.
search::History historyOf(const AnalysisInput& input, const AnalysisChoice& choice) {
    search::History history;
    history.mode = choice.maximizeSecond ? search::Mode::maximize : search::Mode::minimize;
    const std::vector<double> values = metricColumn(input, choice.second);
    for (std::size_t i = 0; i < values.size(); ++i) {
        search::Trial trial;
        trial.number = static_cast<int>(i);
        trial.state = input.trials[i].state;
        trial.params = input.trials[i].params;
        if (std::isfinite(values[i])) trial.objective = values[i];
        history.trials.push_back(std::move(trial));
    }
    return history;
}

// From the least important, at the bottom, to the most.
void fillBars(ChartPicture& picture, const std::vector<std::pair<QString, double>>& shares) {
    QStringList names;
    double y = 0;
    for (const auto& [name, share] : shares) {
        names << name;
        ChartBox bar{0, share, y - 0.36, y + 0.36, {ChartInk::accent}};
        bar.text = QStringLiteral("%1 %").arg(100 * share, 0, 'f', 1);
        bar.tip = QStringLiteral("%1: %2").arg(name, bar.text);
        bar.textBeside = true;
        picture.boxes.push_back(std::move(bar));
        ++y;
    }
    picture.y = categoryAxis(Analysis::tr("parameter"), names);
    picture.x.scale = {0, shares.back().second * 1.15, false};
}

}  // namespace

QStringList importanceMethods() {
    QStringList names;
    for (const Method& method : methods) names << QString::fromLatin1(method.name);
    return names;
}

ChartPicture importancePicture(const AnalysisInput& input, const AnalysisChoice& choice) {
    ChartPicture picture;
    if (input.space.empty()) {
        picture.empty = Analysis::tr("Importance compares the trials of a search: this study has no search space");
        return picture;
    }
    const space::Layout layout(input.space);
    const search::History history = historyOf(input, choice);
    const search::Observations seen(layout, history);
    const auto learned = static_cast<int>(search::learned_from(seen).size());
    constexpr auto needed = static_cast<int>(search::min_importance_trials);
    if (learned < needed) {
        picture.empty = Analysis::tr("Importance needs %1 finished trials that have %2; so far there are %3")
                            .arg(needed)
                            .arg(choice.second)
                            .arg(learned);
        return picture;
    }
    const Method& method = methodOf(choice.first);
    std::vector<std::pair<QString, double>> shares;
    for (const search::Importance& one : method.compute(seen))
        shares.emplace_back(nameOf(layout, layout.columns()[shares.size()]), one.value);
    std::stable_sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (!(shares.back().second > 0)) {
        picture.empty = Analysis::tr("The trials differ too little in %1 to tell what matters").arg(choice.second);
        return picture;
    }
    picture.x.label = Analysis::tr("importance for %1").arg(choice.second);
    fillBars(picture, shares);
    const QString what = QStringLiteral("%1: %2").arg(QString::fromLatin1(method.name), method.doc());
    const int finished =
        static_cast<int>(std::count_if(input.trials.begin(), input.trials.end(),
                                       [](const AnalysisTrial& trial) { return search::is_final(trial.state); }));
    const QString out = leftOut(finished - learned, Analysis::tr("without a value, or outside the space"));
    picture.note = out.isEmpty() ? what : what + QStringLiteral(". ") + out;
    return picture;
}

}  // namespace lathe::gui
