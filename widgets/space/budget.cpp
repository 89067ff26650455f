// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/budget.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

namespace lathe::gui {

namespace {

struct Budget {
    Q_DECLARE_TR_FUNCTIONS(Budget)
};

// Options that a configuration draws at once: of a nested choice itself and of its largest branch.
int dimensions(const std::vector<space::Parameter>& parameters) {
    int count = 0;
    for (const auto& parameter : parameters) {
        int largest = 0;
        for (const auto& branch : parameter.distribution.branches)
            largest = std::max(largest, dimensions(branch.children));
        count += 1 + largest;
    }
    return count;
}

}  // namespace

QString budgetText(const space::Space& space, std::optional<int> asked) {
    const int trials = asked.value_or(0);
    const QLocale locale = QLocale::c();
    if (const auto all = space.cardinality()) {
        const QString combinations =
            *all == 1 ? Budget::tr("1 combination")
                      : Budget::tr("%1 combinations").arg(locale.toString(static_cast<qulonglong>(*all)));
        if (!asked) return Budget::tr("%1; as many trials as there is time for").arg(combinations);
        if (static_cast<std::uint64_t>(std::max(0, trials)) >= *all)
            return Budget::tr("%1; %n trial(s) are enough for all", nullptr, trials).arg(combinations);
        const double share = 100.0 * trials / static_cast<double>(*all);
        const QString percent =
            share < 0.01 ? Budget::tr("less than 0.01 %") : locale.toString(share, 'g', 3) + QStringLiteral(" %");
        return Budget::tr("%1; %n trial(s) cover %2", nullptr, trials).arg(combinations, percent);
    }
    if (!asked) return Budget::tr("more combinations than can be counted; as many trials as there is time for");
    const int count = std::max(1, dimensions(space.parameters()));
    const double each = std::pow(std::max(1, trials), 1.0 / count);
    const QString options = Budget::tr("%n option(s)", nullptr, count);
    return Budget::tr("more combinations than can be counted; %n trial(s) are as dense as %1 values for each of %2",
                      nullptr, trials)
        .arg(locale.toString(each, 'f', 1), options);
}

}  // namespace lathe::gui
