// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_axes.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "widgets/charts/chart_tickers.h"
#include "widgets/charts/curves_lines.h"
#include "widgets/charts/curves_scene.h"

namespace lathe::gui {

namespace {

// A little air around the data; something to see around a single value.
QCPRange padded(QCPRange range, bool log, double share) {
    if (log) {
        const double factor = range.upper > range.lower ? std::pow(range.upper / range.lower, share) : 2;
        return {range.lower / factor, range.upper * factor};
    }
    double air = range.size() * share;
    if (air <= 0) air = range.lower != 0 ? std::abs(range.lower) * 0.1 : 1;
    return {range.lower - air, range.upper + air};
}

QPen hairline(const QColor& color) {
    QPen pen(color, 0);
    pen.setCosmetic(true);
    return pen;
}

void widen(std::optional<QCPRange>& range, const QCPRange& by) {
    if (range) range->expand(by);
    else range = by;
}

bool isLog(const QCPAxis& axis) {
    return axis.scaleType() == QCPAxis::stLogarithmic;
}

void shiftAxis(QCPAxis& axis, double pixels) {
    const double a = axis.pixelToCoord(0);
    const double b = axis.pixelToCoord(pixels);
    if (isLog(axis)) axis.setRange(axis.range().lower * a / b, axis.range().upper * a / b);
    else axis.moveRange(a - b);
}

QSharedPointer<QCPAxisTicker> tickerOf(const CurvesScene& scene, const QCPAxis& axis) {
    if (scene.settings.x == CurveX::wall) {
        auto* dates = new QCPAxisTickerDateTime;
        dates->setDateTimeFormat(QStringLiteral("HH:mm:ss\nyyyy-MM-dd"));
        return QSharedPointer<QCPAxisTicker>(dates);
    }
    if (scene.logX) return QSharedPointer<QCPAxisTicker>(new CompactLogTicker);
    if (scene.settings.x == CurveX::relative) return QSharedPointer<QCPAxisTicker>(new DurationTicker);
    return QSharedPointer<QCPAxisTicker>(new WholeTicker(axis));
}

}  // namespace

CurvesAxes::CurvesAxes(QCustomPlot& plot, const CurvesScene& scene, const CurvesLines& lines)
    : plot_(plot), scene_(scene), lines_(lines) {
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setTickLength(0, 0);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTicks(false);
        axis->setTickLabelPadding(6);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    setKinds();
}

void CurvesAxes::setTheme(const ChartTheme& theme, const QFont& font) {
    for (QCPAxis* axis : {plot_.xAxis, plot_.yAxis}) {
        axis->setTickLabelFont(font);
        axis->setTickLabelColor(theme.faintText);
        axis->setBasePen(hairline(axis == plot_.xAxis ? theme.axis : Qt::transparent));
        axis->grid()->setPen(hairline(theme.grid));
    }
    plot_.xAxis->grid()->setVisible(false);
}

void CurvesAxes::setKinds() {
    const bool logX = scene_.logX && scene_.settings.x != CurveX::wall;
    const bool logY = scene_.settings.logY;
    plot_.xAxis->setScaleType(logX ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot_.xAxis->setTicker(tickerOf(scene_, *plot_.xAxis));
    plot_.yAxis->setScaleType(logY ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot_.yAxis->setTicker(logY ? QSharedPointer<QCPAxisTicker>(new CompactLogTicker)
                                : QSharedPointer<QCPAxisTicker>(new CompactTicker));
}

void CurvesAxes::fit() {
    // Of nothing there is no scale.
    const bool empty = lines_.runs().empty();
    for (QCPAxis* axis : {plot_.xAxis, plot_.yAxis}) axis->setTickLabels(!empty);
    plot_.yAxis->grid()->setVisible(!empty);
    if (followX_) fitKeys();
    if (followY_) fitValues(plot_.xAxis->range());
}

void CurvesAxes::fitKeys() {
    const bool log = isLog(*plot_.xAxis);
    std::vector<const store::Series*> all;
    for (const auto& [run, lines] : lines_.runs()) {
        all.push_back(lines.main->series());
        if (const Curve* companion = scene_.data.curve(run, scene_.companion, scene_.settings))
            all.push_back(&companion->raw());
        if (lines.beside->series()) all.push_back(lines.beside->series());
    }
    std::optional<QCPRange> keys;
    for (const store::Series* series : all) {
        const std::size_t first = log ? series->upper_bound(0) : 0;
        if (first < series->size()) widen(keys, {series->x(first), series->x(series->size() - 1)});
    }
    if (keys) plot_.xAxis->setRange(padded(*keys, log, 0.015));
    else plot_.xAxis->setRange(padded(log ? QCPRange(1, 100) : QCPRange(0, 1), log, 0));
}

void CurvesAxes::fitValues(const QCPRange& keys) {
    const bool log = scene_.settings.logY;
    std::optional<QCPRange> values;
    if (scene_.ignoreOutliers) {
        if (const QCPRange most = outlierRange(keys); std::isfinite(most.lower)) values = most;
    } else {
        for (const auto& [run, lines] : lines_.runs()) {
            for (const CurveLine* line : {lines.raw, lines.main, lines.beside}) {
                bool found = false;
                const QCPRange own = line->getValueRange(found, QCP::sdBoth, keys);
                if (found) widen(values, own);
            }
        }
    }
    if (values) plot_.yAxis->setRange(padded(*values, log, 0.06));
    else plot_.yAxis->setRange(padded(log ? QCPRange(0.1, 10) : QCPRange(0, 1), log, 0));
}

// 5th to 95th percentile of the visible points. Every point counts, so it is worked out again only when there are
// noticeably more of them or something else is looked at.
QCPRange CurvesAxes::outlierRange(const QCPRange& keys) {
    std::size_t total = 0;
    for (const auto& [run, lines] : lines_.runs()) total += lines.main->series()->size();
    const bool same = outliers_.metric == scene_.metric && outliers_.logY == scene_.settings.logY &&
                      outliers_.points <= total && (followX_ || outliers_.keys == keys);
    if (same && total > 50000 && total < outliers_.points + outliers_.points / 20) return outliers_.range;
    std::vector<double> values;
    values.reserve(total);
    for (const auto& [run, lines] : lines_.runs()) {
        const store::Series& series = *(lines.raw->series() ? lines.raw : lines.main)->series();
        const std::size_t begin = series.lower_bound(keys.lower);
        const std::size_t end = series.upper_bound(keys.upper);
        values.insert(values.end(), series.ys().begin() + static_cast<std::ptrdiff_t>(begin),
                      series.ys().begin() + static_cast<std::ptrdiff_t>(end));
    }
    const auto [low, high] = quantiles(values, 0.05, 0.95);
    outliers_ = {total, keys, scene_.metric, scene_.settings.logY, {}};
    outliers_.range.lower = low;
    outliers_.range.upper = high;
    return outliers_.range;
}

void CurvesAxes::setFollow(bool x, bool y) {
    const bool before = isZoomed();
    followX_ = x;
    followY_ = y;
    if (isZoomed() != before) Q_EMIT zoomedChanged();
}

void CurvesAxes::edited() {
    plot_.replot(QCustomPlot::rpQueuedReplot);
    Q_EMIT keysEdited();
}

void CurvesAxes::reset() {
    setFollow(true, true);
    fit();
    edited();
}

void CurvesAxes::takeKeys(const CurvesAxes& other) {
    setFollow(other.followX_, followY_);
    plot_.xAxis->setRange(other.plot_.xAxis->range());
    fit();
    plot_.replot(QCustomPlot::rpQueuedReplot);
}

void CurvesAxes::zoom(double factor, const QPointF& center, Qt::Orientations orientations) {
    const bool keys = orientations & Qt::Horizontal;
    const bool values = orientations & Qt::Vertical;
    if (keys) plot_.xAxis->scaleRange(factor, plot_.xAxis->pixelToCoord(center.x()));
    if (values) plot_.yAxis->scaleRange(factor, plot_.yAxis->pixelToCoord(center.y()));
    setFollow(followX_ && !keys, followY_ && !values);
    if (followY_) fitValues(plot_.xAxis->range());
    edited();
}

void CurvesAxes::pan(const QPointF& pixels) {
    if (pixels.x() != 0) shiftAxis(*plot_.xAxis, pixels.x());
    if (pixels.y() != 0) shiftAxis(*plot_.yAxis, pixels.y());
    setFollow(followX_ && pixels.x() == 0, followY_ && pixels.y() == 0);
    edited();
}

void CurvesAxes::zoomInto(const QRect& band) {
    const QRect inside = band.normalized() & plot_.axisRect()->rect();
    const bool keys = inside.width() >= 8;
    const bool values = inside.height() >= 8;
    if (!keys && !values) return;
    QCPAxis& x = *plot_.xAxis;
    QCPAxis& y = *plot_.yAxis;
    if (keys) x.setRange(x.pixelToCoord(inside.left()), x.pixelToCoord(inside.right()));
    if (values) y.setRange(y.pixelToCoord(inside.bottom()), y.pixelToCoord(inside.top()));
    setFollow(followX_ && !keys, followY_ && !values);
    if (followY_) fitValues(x.range());
    edited();
}

}  // namespace lathe::gui
