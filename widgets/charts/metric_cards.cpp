// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/metric_cards.h"

#include <algorithm>

#include "widgets/common/natural_order.h"

namespace lathe::gui {

namespace {

const QString trainPrefix = QStringLiteral("train_");
const QString usageSection = QStringLiteral("system");
const QString validationPrefix = QStringLiteral("val_");

bool isWanted(const MetricCard& card, const QRegularExpression& filter) {
    if (filter.pattern().isEmpty()) return true;
    if (!filter.isValid()) return false;
    return filter.match(card.metric).hasMatch() || (!card.beside.isEmpty() && filter.match(card.beside).hasMatch());
}

}  // namespace

QString MetricCard::title() const {
    return beside.isEmpty() ? metric : QStringLiteral("%1 · %2 ┄").arg(metric, beside);
}

bool isUsageMetric(const QString& metric) {
    return metric.section(u'/', 0, 0) == usageSection;
}

bool metricBefore(const QString& a, const QString& b) {
    if (isUsageMetric(a) != isUsageMetric(b)) return isUsageMetric(b);
    return NaturalOrder()(a, b);
}

std::vector<MetricCard> metricCards(const QStringList& metrics, const QSet<QString>& pinned,
                                    const QRegularExpression& filter) {
    const QSet<QString> known(metrics.begin(), metrics.end());
    std::vector<MetricCard> cards;
    for (const QString& metric : known) {
        if (metric == QStringLiteral("epoch")) continue;
        MetricCard card{
            metric, {}, metric.contains(u'/') ? metric.section(u'/', 0, 0) : QString(), pinned.contains(metric)};
        if (metric.startsWith(trainPrefix) && known.contains(validationPrefix + metric.mid(trainPrefix.size())))
            continue;  // beside the validation's
        if (metric.startsWith(validationPrefix)) {
            const QString training = trainPrefix + metric.mid(validationPrefix.size());
            if (known.contains(training)) card.beside = training;
        }
        if (isWanted(card, filter)) cards.push_back(card);
    }
    const NaturalOrder before;
    std::ranges::sort(cards, [&](const MetricCard& a, const MetricCard& b) {
        if (a.pinned != b.pinned) return a.pinned;
        const bool isUsage = a.section == usageSection;
        if (!a.pinned && isUsage != (b.section == usageSection)) return !isUsage;
        if (!a.pinned && a.section != b.section) return before(a.section, b.section);
        return before(a.metric, b.metric);
    });
    return cards;
}

}  // namespace lathe::gui
