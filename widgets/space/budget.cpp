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

QString budgetText(const space::Space& space, int trials) {
    const QLocale locale = QLocale::c();
    if (const auto all = space.cardinality()) {
        const QString combinations = Budget::tr("%1 combinations").arg(locale.toString(static_cast<qulonglong>(*all)));
        if (static_cast<std::uint64_t>(std::max(0, trials)) >= *all)
            return Budget::tr("%1; %2 trials are enough for all").arg(combinations, locale.toString(trials));
        const double share = 100.0 * trials / static_cast<double>(*all);
        const QString percent =
            share < 0.01 ? Budget::tr("less than 0.01 %") : locale.toString(share, 'g', 3) + QStringLiteral(" %");
        return Budget::tr("%1; %2 trials cover %3").arg(combinations, locale.toString(trials), percent);
    }
    const int count = std::max(1, dimensions(space.parameters()));
    const double each = std::pow(std::max(1, trials), 1.0 / count);
    return Budget::tr(
               "more combinations than can be counted; %1 trials are as dense as %2 values for each of %3 options")
        .arg(locale.toString(trials), locale.toString(each, 'f', 1), locale.toString(count));
}

}  // namespace lathe::gui
