// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>

#include "core/search/importance/advice.h"
#include "core/search/importance/interactions.h"
#include "core/search/importance/learned.h"
#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

namespace {

constexpr int resamples = 20;
constexpr double leastInteraction = 0.02;

struct Method {
    const char* name;  // as its paper calls it
    std::vector<search::Importance> (*compute)(const search::Observations& seen);
    QString (*doc)();
};

const Method methods[] = {
    {"PED-ANOVA", [](const search::Observations& seen) { return search::ped_anova(seen, {.resamples = resamples}); },
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
        trial.violation = input.trials[i].isFeasible ? 0 : 1;
        history.trials.push_back(std::move(trial));
    }
    return history;
}

// "lr matters most; keep it near 0.003 (0.001 to 0.008)", without the share, which the bar shows.
QString sentenceOf(const QString& name, const search::Advice& advice) {
    if (advice.weight == search::Advice::Weight::unknown) return Analysis::tr("it may be chance");
    if (advice.weight == search::Advice::Weight::little) return Analysis::tr("%1 hardly matters").arg(name);
    const QString matters = advice.weight == search::Advice::Weight::most ? Analysis::tr("%1 matters most").arg(name)
                                                                          : Analysis::tr("%1 matters").arg(name);
    if (!advice.near) return Analysis::tr("%1; the best trials have it anywhere").arg(matters);
    const QString near = QString::fromStdString(search::short_text(*advice.near));
    if (advice.is_choice) return Analysis::tr("%1; keep it at %2").arg(matters, near);
    const QString low = advice.range ? QString::fromStdString(search::short_text(advice.range->first)) : near;
    const QString high = advice.range ? QString::fromStdString(search::short_text(advice.range->second)) : near;
    if (low == high) return Analysis::tr("%1; keep it near %2").arg(matters, near);
    return Analysis::tr("%1; keep it near %2 (%3 to %4)").arg(matters, near, low, high);
}

// From the least important, at the bottom, to the most. `advice` begins with the most important.
void fillBars(ChartPicture& picture, const std::vector<search::Advice>& advice,
              const std::map<std::string, QString>& names) {
    QStringList categories;
    double y = 0;
    double longest = 0;
    for (auto one = advice.rbegin(); one != advice.rend(); ++one, ++y) {
        const QString& name = names.at(one->path);
        categories << name;
        ChartBox bar{0, one->share, y - 0.36, y + 0.36, {ChartInk::accent}};
        bar.text = Analysis::tr("%1 ± %2 %").arg(100 * one->share, 0, 'f', 1).arg(100 * one->deviation, 0, 'f', 1);
        bar.tip = QStringLiteral("%1: %2. %3").arg(name, bar.text, sentenceOf(name, *one));
        bar.textBeside = true;
        picture.boxes.push_back(std::move(bar));
        longest = std::max(longest, one->share);
    }
    picture.y = categoryAxis(Analysis::tr("parameter"), categories);
    picture.x.scale = {0, longest * 1.25, false};
}

// What to make of it: of the parameter that matters most, and of the two that matter most together.
QString findings(const search::Observations& seen, const std::vector<search::Importance>& importances,
                 const std::vector<search::Advice>& advice, const std::map<std::string, QString>& names) {
    if (const auto missing = advice.front().more_trials; missing > 0)
        return Analysis::tr("With fewer than %1 finished trials this may be chance; still needed: %2. ")
            .arg(search::min_advice_trials)
            .arg(missing);
    QString text = sentenceOf(names.at(advice.front().path), advice.front()) + QStringLiteral(". ");
    const auto pairs = search::interactions(seen, importances);
    if (!pairs.empty() && pairs.front().value >= leastInteraction)
        text += Analysis::tr("%1 and %2 together explain %3 % more. ")
                    .arg(names.at(pairs.front().first), names.at(pairs.front().second))
                    .arg(100 * pairs.front().value, 0, 'f', 0);
    return text;
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
    const auto importances = method.compute(seen);
    const auto advice = search::advice_from(seen, importances);
    if (!(advice.front().share > 0)) {
        picture.empty = Analysis::tr("The trials differ too little in %1 to tell what matters").arg(choice.second);
        return picture;
    }
    picture.x.label = Analysis::tr("importance for %1").arg(choice.second);
    std::map<std::string, QString> names;
    for (const space::Column& column : layout.columns()) names[column.path] = nameOf(layout, column);
    fillBars(picture, advice, names);
    const QString what = findings(seen, importances, advice, names) +
                         QStringLiteral("%1: %2").arg(QString::fromLatin1(method.name), method.doc());
    const int finished =
        static_cast<int>(std::count_if(input.trials.begin(), input.trials.end(),
                                       [](const AnalysisTrial& trial) { return search::is_final(trial.state); }));
    const QString out = leftOut(finished - learned, Analysis::tr("without a value, or outside the space"));
    picture.note = out.isEmpty() ? what : what + QStringLiteral(". ") + out;
    return picture;
}

}  // namespace lathe::gui
