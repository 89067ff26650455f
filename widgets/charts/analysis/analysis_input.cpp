// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/analysis/analysis_input.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "widgets/common/natural_order.h"

namespace lathe::gui {

namespace {

int columnOf(const ParallelTable& table, const QString& name) {
    for (std::size_t i = 0; i < table.axes.size(); ++i)
        if (table.axes[i].name == name && !table.axes[i].isMetric) return static_cast<int>(i);
    return -1;
}

}  // namespace

std::vector<double> AnalysisInput::objectives() const {
    std::vector<double> values;
    values.reserve(trials.size());
    for (const AnalysisTrial& trial : trials)
        values.push_back(search::is_final(trial.state)
                             ? trial.objective.value_or(std::numeric_limits<double>::quiet_NaN())
                             : std::numeric_limits<double>::quiet_NaN());
    return values;
}

QStringList AnalysisInput::parameters() const {
    QStringList names;
    for (const ParallelAxis& axis : table.axes)
        if (!axis.isMetric) names << axis.name;
    return names;
}

QStringList AnalysisInput::metrics() const {
    std::set<QString, NaturalOrder> found;
    for (const AnalysisTrial& trial : trials)
        for (const auto& [name, value] : trial.metrics) found.insert(name);
    QStringList names{metric};
    for (const auto& [name, goal] : several)
        if (!names.contains(name)) names << name;
    for (const QString& name : std::as_const(names)) found.erase(name);
    for (const QString& name : found) names << name;
    return names << durationMetric();
}

ParameterColumn parameterColumn(const AnalysisInput& input, const QString& name) {
    ParameterColumn column;
    const int index = columnOf(input.table, name);
    for (const ParallelRow& row : input.table.rows) {
        const bool has = index >= 0 && static_cast<std::size_t>(index) < row.cells.size() &&
                         row.cells[static_cast<std::size_t>(index)].kind != ParallelCell::missing;
        column.at.push_back(has ? row.cells[static_cast<std::size_t>(index)].value
                                : std::numeric_limits<double>::quiet_NaN());
        if (!has) ++column.missing;
    }
    column.at.resize(input.trials.size(), std::numeric_limits<double>::quiet_NaN());
    if (index < 0) {
        column.axis = numberAxis(name, {});
        return column;
    }
    const ParallelAxis& axis = input.table.axes[static_cast<std::size_t>(index)];
    column.axis = axis.kind == ParallelAxis::categorical ? categoryAxis(name, axis.categories)
                                                         : numberAxis(name, column.at, axis.kind == ParallelAxis::log);
    return column;
}

QString durationMetric() {
    return Analysis::tr("duration");
}

std::vector<double> metricColumn(const AnalysisInput& input, const QString& name) {
    std::vector<double> values;
    const std::vector<double> objectives = input.objectives();
    for (std::size_t i = 0; i < input.trials.size(); ++i) {
        const AnalysisTrial& trial = input.trials[i];
        const auto found = trial.metrics.find(name);
        if (!search::is_final(trial.state)) values.push_back(std::numeric_limits<double>::quiet_NaN());
        else if (name == input.metric) values.push_back(objectives[i]);
        else if (name == durationMetric())
            values.push_back(trial.start && trial.end ? *trial.end - *trial.start
                                                      : std::numeric_limits<double>::quiet_NaN());
        else values.push_back(found != trial.metrics.end() ? found->second : std::numeric_limits<double>::quiet_NaN());
    }
    return values;
}

bool moreIsBetter(const AnalysisInput& input, const QString& metric) {
    if (metric == input.metric) return input.mode == search::Mode::maximize;
    for (const auto& [name, objective] : input.several)
        if (name == metric) return objective == search::Mode::maximize;
    static const QStringList more{QStringLiteral("acc"),       QStringLiteral("score"),  QStringLiteral("f1"),
                                  QStringLiteral("auc"),       QStringLiteral("reward"), QStringLiteral("iou"),
                                  QStringLiteral("precision"), QStringLiteral("recall"), QStringLiteral("psnr")};
    return std::any_of(more.begin(), more.end(),
                       [&](const QString& word) { return metric.contains(word, Qt::CaseInsensitive); });
}

QString leftOut(int count, const QString& why) {
    return count > 0 ? Analysis::tr("Left out: %n trial(s) %1", nullptr, count).arg(why) : QString();
}

}  // namespace lathe::gui
