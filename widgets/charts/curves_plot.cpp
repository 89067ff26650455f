#include "widgets/charts/curves_plot.h"

#include <algorithm>
#include <cmath>

#include "widgets/charts/chart_tickers.h"
#include "widgets/charts/curve_marks.h"
#include "widgets/charts/number_text.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

namespace {

constexpr int many_lines = 16;  // beyond: hairlines without smooth edges, which draw many times faster

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

}  // namespace

CurvesPlot::CurvesPlot(CurvesScene& scene, QWidget* parent) : QCustomPlot(parent), scene_(scene) {
    setObjectName(QStringLiteral("curvesPlot"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Curves"));
    setAccessibleDescription(
        tr("Arrow keys pan, plus and minus zoom, 0 shows everything. Drag to zoom into a part; drag with the right "
           "button to pan; the wheel zooms, with Shift only the values, with Ctrl only the x axis."));
    setNoAntialiasingOnDrag(false);
    setNotAntialiasedElements(QCP::aeAll);
    setAntialiasedElement(QCP::aePlottables);
    addLayer(QStringLiteral("faint"), layer(QStringLiteral("main")), limBelow);
    addLayer(QStringLiteral("front"), layer(QStringLiteral("main")), limAbove);
    addLayer(QStringLiteral("highlight"), layer(QStringLiteral("axes")), limAbove);
    layer(QStringLiteral("highlight"))->setMode(QCPLayer::lmBuffered);
    axisRect()->setMinimumMargins(QMargins(8, 8, 16, 8));
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLength(0, 0);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTicks(false);
        axis->setTickLabelPadding(6);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    highlight_ = new CurveLine(xAxis, yAxis, columns_);
    highlight_->setLayer(QStringLiteral("highlight"));
    marks_ = new CurveMarks(xAxis, QStringLiteral("front"));
    overlay_ = new CurvesOverlay(this);
    connect(this, &QCustomPlot::afterReplot, this, [this] { overlay_->setArea(axisRect()->rect()); });
    setAxisKinds();
    applyTheme();
    refresh();
}

CurvesPlot::~CurvesPlot() = default;

void CurvesPlot::applyTheme() {
    theme_ = ChartTheme::of(palette());
    setBackground(theme_.background);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLabelFont(font());
        axis->setTickLabelColor(theme_.faintText);
        axis->setBasePen(hairline(axis == xAxis ? theme_.axis : Qt::transparent));
        axis->grid()->setPen(hairline(theme_.grid));
    }
    xAxis->grid()->setVisible(false);
    marks_->setTheme(theme_);
}

void CurvesPlot::setAxisKinds() {
    QSharedPointer<QCPAxisTicker> ticker;
    if (scene_.settings.x == CurveX::wall) {
        auto* dates = new QCPAxisTickerDateTime;
        dates->setDateTimeFormat(QStringLiteral("HH:mm:ss\nyyyy-MM-dd"));
        ticker.reset(dates);
    } else if (scene_.logX) {
        ticker.reset(new CompactLogTicker);
    } else if (scene_.settings.x == CurveX::relative) {
        ticker.reset(new DurationTicker);
    } else {
        ticker.reset(new CompactTicker);
    }
    const bool logX = scene_.logX && scene_.settings.x != CurveX::wall;
    xAxis->setScaleType(logX ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    xAxis->setTicker(ticker);
    yAxis->setScaleType(scene_.settings.logY ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    yAxis->setTicker(scene_.settings.logY ? QSharedPointer<QCPAxisTicker>(new CompactLogTicker)
                                          : QSharedPointer<QCPAxisTicker>(new CompactTicker));
}

void CurvesPlot::refresh() {
    updateLines();
    updateGroups();
    fit();
    updateHighlight();
    overlay_->setMessage(emptyMessage());
    if (underMouse() && overlay_->crosshair()) moveCrosshair(overlay_->crosshair()->mouse);
    replot(rpQueuedReplot);
}

void CurvesPlot::updateLines() {
    std::vector<CurveMarks::Entry> marked;
    std::map<int, Lines> kept;
    int shown = 0;
    for (const auto& [run, entry] : scene_.data.runs()) shown += scene_.shows(run) ? 1 : 0;
    for (const auto& [run, entry] : scene_.data.runs()) {
        if (!scene_.shows(run)) continue;
        const Curve* curve = scene_.data.curve(run, scene_.metric, scene_.settings);
        if (!curve || curve->raw().empty()) continue;
        Lines lines{};
        if (auto node = lines_.extract(run)) {
            lines = node.mapped();
        } else {
            lines.raw = new CurveLine(xAxis, yAxis, columns_);
            lines.raw->setLayer(QStringLiteral("faint"));
            lines.main = new CurveLine(xAxis, yAxis, columns_);
        }
        const bool smooth = scene_.settings.smoothing > 0 && !scene_.grouped();  // faint lines of their own suffice
        lines.raw->setSeries(smooth ? &curve->raw() : nullptr);
        lines.main->setSeries(scene_.settings.smoothing > 0 ? &curve->smooth() : &curve->raw());
        style(run, lines, shown > many_lines);
        kept.emplace(run, lines);
        if (!curve->raw().non_finite().empty())
            marked.push_back({curve, seriesColor(scene_.styleOf(run), theme_.dark)});
    }
    for (const auto& [run, lines] : lines_) {
        removePlottable(lines.raw);
        removePlottable(lines.main);
    }
    lines_ = std::move(kept);
    marks_->setCurves(std::move(marked));
}

void CurvesPlot::style(int run, const Lines& lines, bool many) {
    const bool best = scene_.best == run;
    const bool selected = scene_.selected.contains(run);
    const bool front = (best && !scene_.grouped()) || selected;
    const int own = scene_.styleOf(run);
    QPen faint = seriesPen(own, theme_.dark, 1);
    faint.setStyle(Qt::SolidLine);
    faint.setColor(mixed(theme_.background, faint.color(), many ? 0.18 : 0.32));
    lines.raw->setPen(faint);
    lines.raw->setSmoothEdges(false);
    const QPen strong = seriesPen(own, theme_.dark, front ? 2.4 : many ? 1 : 1.5);
    lines.main->setPen(scene_.grouped() && !front ? faint : strong);
    lines.main->setSmoothEdges(front || !many);
    lines.main->setLayer(front ? QStringLiteral("front") : QStringLiteral("main"));
    const auto state = scene_.states.find(run);
    lines.main->setEnd(state != scene_.states.end() ? std::optional(state->second) : std::nullopt);
}

void CurvesPlot::updateGroups() {
    for (const auto& [group, lines] : groupLines_) {
        removePlottable(lines.band);
        removePlottable(lines.mean);
    }
    groupLines_.clear();
    groups_.clear();
    if (!scene_.grouped()) return;
    std::map<int, std::vector<const store::Series*>> members;
    for (const auto& [run, lines] : lines_) members[scene_.groupOf(run)].push_back(lines.main->series());
    for (const auto& [group, curves] : members) {
        const GroupCurve& curve = groups_[group] = groupCurve(curves);
        GroupLines lines{new CurveBand(xAxis, yAxis), new CurveLine(xAxis, yAxis, columns_)};
        QColor fill = seriesColor(group, theme_.dark);
        fill.setAlphaF(0.2F);
        lines.band->setBrush(fill);
        lines.band->setCurve(&curve);
        lines.band->setLayer(QStringLiteral("main"));
        lines.mean->setSeries(&curve.mean);
        lines.mean->setPen(seriesPen(group, theme_.dark, 2.4));
        lines.mean->setLayer(QStringLiteral("front"));
        groupLines_.emplace(group, lines);
    }
}

void CurvesPlot::updateHighlight() {
    const auto found = scene_.highlighted ? lines_.find(*scene_.highlighted) : lines_.end();
    const bool on = found != lines_.end();
    if (!on && !highlight_->series()) return;
    highlight_->setSeries(on ? found->second.main->series() : nullptr);
    if (on) highlight_->setPen(seriesPen(scene_.styleOf(found->first), theme_.dark, 3));
    if (isVisible()) highlight_->layer()->replot();  // a hidden one has nothing to paint on
}

QString CurvesPlot::emptyMessage() const {
    if (!lines_.empty()) return {};
    bool points = false;
    bool listed = false;
    for (const auto& [run, entry] : scene_.data.runs()) {
        listed = listed || scene_.shows(run);
        const auto found = entry.metrics.find(scene_.metric);
        points = points || (scene_.shows(run) && found != entry.metrics.end() && !found->second.points().empty());
    }
    if (scene_.data.runs().empty()) return tr("No points yet — start a run");
    if (!listed) return tr("Every run is hidden — tick one in the legend");
    if (!points) return tr("No points of this metric yet");
    return tr("These runs recorded no epochs — choose another x axis");
}

void CurvesPlot::fit() {
    const bool log = xAxis->scaleType() == QCPAxis::stLogarithmic;
    if (followX_) {
        bool any = false;
        QCPRange keys;
        std::vector<const store::Series*> all;
        for (const auto& [run, lines] : lines_) {
            all.push_back(lines.main->series());
            if (const Curve* beside = scene_.data.curve(run, scene_.companion, scene_.settings))
                all.push_back(&beside->raw());
        }
        for (const store::Series* each : all) {
            const store::Series& series = *each;
            const std::size_t first = log ? series.upper_bound(0) : 0;
            if (first == series.size()) continue;
            const QCPRange own(series.x(first), series.x(series.size() - 1));
            if (any) {
                keys.expand(own);
            } else {
                keys = own;
            }
            any = true;
        }
        if (!any) keys = log ? QCPRange(1, 100) : QCPRange(0, 1);
        xAxis->setRange(padded(keys, log, any ? 0.015 : 0));
    }
    if (followY_) fitValues(xAxis->range());
}

void CurvesPlot::fitValues(const QCPRange& keys) {
    const bool log = scene_.settings.logY;
    QCPRange values;
    bool any = false;
    if (scene_.ignoreOutliers) {
        values = outlierRange(keys);
        any = std::isfinite(values.lower);
    }
    for (const auto& [run, lines] : lines_) {
        if (scene_.ignoreOutliers) break;
        for (const CurveLine* line : {lines.raw, lines.main}) {
            bool found = false;
            const QCPRange own = line->getValueRange(found, QCP::sdBoth, keys);
            if (!found) continue;
            if (any) {
                values.expand(own);
            } else {
                values = own;
            }
            any = true;
        }
    }
    if (!any) values = log ? QCPRange(0.1, 10) : QCPRange(0, 1);
    yAxis->setRange(padded(values, log, any ? 0.06 : 0));
}

// 5th to 95th percentile of the visible points. Every point counts, so it is worked out again only when there are
// noticeably more of them or something else is looked at.
QCPRange CurvesPlot::outlierRange(const QCPRange& keys) {
    std::size_t total = 0;
    for (const auto& [run, lines] : lines_) total += lines.main->series()->size();
    const bool same = outliers_.metric == scene_.metric && outliers_.logY == scene_.settings.logY &&
                      outliers_.points <= total && (followX_ || outliers_.keys == keys);
    if (same && total > 50000 && total < outliers_.points + outliers_.points / 20) return outliers_.range;
    std::vector<double> values;
    values.reserve(total);
    for (const auto& [run, lines] : lines_) {
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

void CurvesPlot::setFollow(bool x, bool y) {
    const bool before = isZoomed();
    followX_ = x;
    followY_ = y;
    if (isZoomed() != before) Q_EMIT zoomedChanged();
}

void CurvesPlot::resetZoom() {
    setFollow(true, true);
    fit();
    replot(rpQueuedReplot);
    Q_EMIT keysEdited();
}

void CurvesPlot::takeKeys(const CurvesPlot& other) {
    setFollow(other.followX_, followY_);
    xAxis->setRange(other.xAxis->range());
    fit();
    replot(rpQueuedReplot);
}

void CurvesPlot::zoom(double factor, const QPointF& center, Qt::Orientations orientations) {
    if (orientations & Qt::Horizontal) xAxis->scaleRange(factor, xAxis->pixelToCoord(center.x()));
    if (orientations & Qt::Vertical) yAxis->scaleRange(factor, yAxis->pixelToCoord(center.y()));
    setFollow(followX_ && !(orientations & Qt::Horizontal), followY_ && !(orientations & Qt::Vertical));
    if (followY_) fitValues(xAxis->range());
    replot(rpQueuedReplot);
    Q_EMIT keysEdited();
}

void CurvesPlot::pan(const QPointF& pixels) {
    const auto shift = [](QCPAxis* axis, double from, double to) {
        const double a = axis->pixelToCoord(from);
        const double b = axis->pixelToCoord(to);
        if (axis->scaleType() == QCPAxis::stLogarithmic) {
            axis->setRange(axis->range().lower * a / b, axis->range().upper * a / b);
        } else {
            axis->moveRange(a - b);
        }
    };
    if (pixels.x() != 0) shift(xAxis, 0, pixels.x());
    if (pixels.y() != 0) shift(yAxis, 0, pixels.y());
    setFollow(followX_ && pixels.x() == 0, followY_ && pixels.y() == 0);
    replot(rpQueuedReplot);
    Q_EMIT keysEdited();
}

void CurvesPlot::applyRubberBand(const QRect& band) {
    const QRect inside = band.normalized() & axisRect()->rect();
    // A flat or a narrow band zooms one axis only.
    const bool keys = inside.width() >= 8;
    const bool values = inside.height() >= 8;
    if (!keys && !values) return;
    if (keys) xAxis->setRange(xAxis->pixelToCoord(inside.left()), xAxis->pixelToCoord(inside.right()));
    if (values) yAxis->setRange(yAxis->pixelToCoord(inside.bottom()), yAxis->pixelToCoord(inside.top()));
    setFollow(followX_ && !keys, followY_ && !values);
    if (followY_) fitValues(xAxis->range());
    replot(rpQueuedReplot);
    Q_EMIT keysEdited();
}

void CurvesPlot::resizeEvent(QResizeEvent* event) {
    QCustomPlot::resizeEvent(event);
    overlay_->setGeometry(rect());
    overlay_->setArea(axisRect()->rect());
}

void CurvesPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    if (!overlay_) return;
    applyTheme();
    refresh();
}

}  // namespace lathe::gui
