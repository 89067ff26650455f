// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/space_preview.h"

#include <cmath>

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "widgets/charts/histogram_view.h"
#include "widgets/space/describe.h"
#include "widgets/space/distribution_value.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

namespace {

using space::Distribution;
using space::Kind;

constexpr int previewSamples = 1000;
constexpr std::uint64_t previewSeed = 1;
constexpr std::size_t mostSpikes = 200;  // more reachable values than this are drawn as a histogram of samples

struct PreviewWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::SpaceEditor)
};

double rounded(double value) {
    return QString::number(value, 'g', 3).toDouble();
}

}  // namespace

void showSamples(HistogramView& view, const Distribution& distribution, const config::Option* option) {
    const bool log = space::is_log(distribution.kind);
    if (distribution.kind == Kind::choice) {
        QStringList names;
        std::vector<double> counts;
        for (const auto& branch : distribution.branches) {
            names << (branch.name.empty() ? textOf(option, branch.value) : QString::fromStdString(branch.name));
            counts.push_back(static_cast<double>(previewSamples) / static_cast<double>(distribution.branches.size()));
        }
        view.setCategories(names, counts);
        return;
    }
    const auto reachable = distribution.reachable(mostSpikes);
    if (!reachable.empty()) {
        std::vector<double> values;
        std::vector<double> weights;
        for (const auto& one : reachable) {
            values.push_back(one.value.as_number());
            weights.push_back(one.probability * previewSamples);
        }
        view.setSpikes(values, weights, log);
        return;
    }
    Random random(previewSeed);
    std::vector<double> samples;
    for (int i = 0; i < previewSamples; ++i) samples.push_back(distribution.sample(random).as_number());
    view.setSamples(samples, log);
}

void showPreview(HistogramView& view, const Distribution& distribution, const config::Option* option) {
    if (distribution.kind == Kind::choice) view.setRange(std::nullopt, std::nullopt);
    showSamples(view, distribution, option);
    if (distribution.kind == Kind::choice) return;
    double lowest = option && option->low ? *option->low : -INFINITY;
    double highest = option && option->high ? *option->high : INFINITY;
    if (space::is_log(distribution.kind)) lowest = std::max(lowest, 0.0);
    view.setRangeLimits(lowest, highest);
    const auto [low, high] = handlesOf(distribution);
    view.setRange(low, high);
}

std::pair<double, double> handlesOf(const Distribution& d) {
    if (space::is_bounded(d.kind)) return {d.a, d.b};
    if (space::is_log(d.kind)) return {std::exp(d.a - d.b), std::exp(d.a + d.b)};
    return {d.a - d.b, d.a + d.b};
}

Distribution fromHandles(const Distribution& before, double low, double high) {
    Distribution d = before;
    if (d.kind == Kind::randint) {
        d.a = std::round(low);
        d.b = std::round(high);
    } else if (space::is_bounded(d.kind)) {
        d.a = rounded(low);
        d.b = rounded(high);
    } else {
        if (space::is_log(d.kind)) {
            low = std::log(low);
            high = std::log(high);
        }
        d.a = rounded((low + high) / 2);
        d.b = rounded((high - low) / 2);
    }
    return d;
}

QString reachableText(const Distribution& distribution, const config::Option* option) {
    if (distribution.is_nested())
        return PreviewWords::tr("%n branch(es), each as likely", nullptr,
                                static_cast<int>(distribution.branches.size()));
    const auto reachable = distribution.reachable(mostSpikes);
    if (reachable.empty()) return PreviewWords::tr("%1 samples").arg(QLocale::c().toString(previewSamples));
    constexpr std::size_t most = 6;
    QStringList parts;
    for (std::size_t i = 0; i < reachable.size(); ++i) {
        if (i == most && reachable.size() > most + 1) {
            parts << QStringLiteral("\u2026");
            i = reachable.size() - 1;
        }
        const QString percent = QString::number(reachable[i].probability * 100, 'g', 3);
        const auto& value = reachable[i].value;
        const QString name = value.is_float() ? shortNumberText(value.as_float()) : textOf(option, value);
        parts << PreviewWords::tr("%1 (%2\u00a0%)").arg(name, percent);
    }
    return PreviewWords::tr("%n value(s): %1", nullptr, static_cast<int>(reachable.size())).arg(parts.join(", "));
}

std::vector<double> observedMarks(const Distribution& distribution, const std::vector<config::Value>& values) {
    std::vector<double> marks;
    for (const auto& value : values) {
        if (distribution.kind != Kind::choice) {
            if (value.is_number()) marks.push_back(value.as_number());
            continue;
        }
        const config::Value* name = distribution.is_nested() ? value.get("_name") : nullptr;
        for (std::size_t i = 0; i < distribution.branches.size(); ++i) {
            const auto& branch = distribution.branches[i];
            const bool same = distribution.is_nested() ? name && *name == config::Value(branch.name)
                                                       : sameNumberOrValue(branch.value, value);
            if (same) marks.push_back(static_cast<double>(i));
        }
    }
    return marks;
}

}  // namespace lathe::gui
