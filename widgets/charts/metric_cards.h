// SPDX-License-Identifier: GPL-3.0-or-later
// Which charts a wall of metrics has, in which order: one for each metric, but one for a training's and a validation's
// metric of the same name. No widgets.
#pragma once

#include <vector>

#include <QRegularExpression>
#include <QSet>
#include <QString>
#include <QStringList>

namespace lathe::gui {

struct MetricCard {
    QString metric;
    QString beside;   // drawn dashed in the same axes; empty: none
    QString section;  // "opt" of "opt/lr"; empty: none
    bool pinned = false;

    QString title() const;
    friend bool operator==(const MetricCard&, const MetricCard&) = default;
};

// "system/cpu_percent": what a trial used of the machine, beside what its training reported.
bool isUsageMetric(const QString& metric);

// Natural order, the use of the machine last.
bool metricBefore(const QString& a, const QString& b);

// Pinned ones first, then those without a section, then section by section, the use of the machine ("system") last; by
// name within each, numbers in them as numbers. `filter`: matched anywhere in either name; one that is not valid
// matches nothing. "epoch" is an axis, not a chart.
std::vector<MetricCard> metricCards(const QStringList& metrics, const QSet<QString>& pinned,
                                    const QRegularExpression& filter);

}  // namespace lathe::gui
