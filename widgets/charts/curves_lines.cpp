// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_lines.h"

#include <optional>

#include "widgets/charts/curve_marks.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

namespace {

constexpr int many_lines = 16;    // beyond: hairlines without smooth edges, which draw many times faster
constexpr double near_curve = 8;  // pixels

}  // namespace

CurvesLines::CurvesLines(QCustomPlot& plot, const CurvesScene& scene) : plot_(plot), scene_(scene) {
    const QString front = QStringLiteral("front");
    plot.addLayer(QStringLiteral("faint"), plot.layer(QStringLiteral("main")), QCustomPlot::limBelow);
    plot.addLayer(front, plot.layer(QStringLiteral("main")), QCustomPlot::limAbove);
    plot.addLayer(QStringLiteral("highlight"), plot.layer(QStringLiteral("axes")), QCustomPlot::limAbove);
    plot.layer(QStringLiteral("highlight"))->setMode(QCPLayer::lmBuffered);
    highlight_ = new CurveLine(plot.xAxis, plot.yAxis, columns_);
    highlight_->setLayer(QStringLiteral("highlight"));
    marks_ = new CurveMarks(plot.xAxis, front);
}

void CurvesLines::setTheme(const ChartTheme& theme) {
    theme_ = theme;
    marks_->setTheme(theme);
}

void CurvesLines::update() {
    updateRuns();
    updateGroups();
}

void CurvesLines::updateRuns() {
    std::vector<CurveMarks::Entry> marked;
    std::map<int, Run> kept;
    int shown = 0;
    for (const auto& [run, entry] : scene_.data.runs()) shown += scene_.shows(run) ? 1 : 0;
    const Emphasis emphasis = shown > many_lines ? Emphasis::hairlines : Emphasis::normal;
    for (const auto& [run, entry] : scene_.data.runs()) {
        if (!scene_.shows(run)) continue;
        const Curve* curve = scene_.data.curve(run, scene_.metric, scene_.settings);
        if (!curve || curve->raw().empty()) continue;
        const Run lines = linesOf(run);
        const bool smooth = curve->isSmoothed() && !scene_.grouped();  // faint lines of their own suffice
        lines.raw->setSeries(smooth ? &curve->raw() : nullptr);
        lines.main->setSeries(scene_.settings.smoothing > 0 ? &curve->smooth() : &curve->raw());
        const Curve* other = scene_.beside.empty() || scene_.grouped()
                                 ? nullptr
                                 : scene_.data.curve(run, scene_.beside, scene_.settings);
        lines.beside->setSeries(other && !other->raw().empty() ? &other->smooth() : nullptr);
        style(run, lines, emphasis);
        kept.emplace(run, lines);
        if (!curve->raw().non_finite().empty()) marked.push_back({curve, scene_.color(run, theme_.dark)});
    }
    for (const auto& [run, lines] : runs_) {
        for (CurveLine* line : {lines.raw, lines.main, lines.beside}) plot_.removePlottable(line);
    }
    runs_ = std::move(kept);
    marks_->setCurves(std::move(marked));
}

CurvesLines::Run CurvesLines::linesOf(int run) {
    if (auto node = runs_.extract(run)) return node.mapped();
    Run lines{};
    for (CurveLine** line : {&lines.raw, &lines.main, &lines.beside})
        *line = new CurveLine(plot_.xAxis, plot_.yAxis, columns_);
    lines.raw->setLayer(QStringLiteral("faint"));
    return lines;
}

void CurvesLines::style(int run, const Run& lines, Emphasis emphasis) {
    const bool many = emphasis == Emphasis::hairlines;
    const bool best = scene_.best == run;
    const bool selected = scene_.selected.contains(run);
    const bool front = (best && !scene_.grouped()) || selected;
    QPen faint = scene_.pen(run, theme_.dark, 1);
    faint.setStyle(Qt::SolidLine);
    faint.setColor(mixed(theme_.background, faint.color(), many ? 0.18 : 0.32));
    lines.raw->setPen(faint);
    lines.raw->setSmoothEdges(false);
    const QPen strong = scene_.pen(run, theme_.dark, front ? 2.4 : many ? 1 : curveWidth);
    lines.main->setPen(scene_.grouped() && !front ? faint : strong);
    lines.main->setSmoothEdges(front || !many);
    QPen dashed = strong;
    dashed.setStyle(Qt::DashLine);
    dashed.setWidthF(1);
    lines.beside->setPen(dashed);
    lines.beside->setSmoothEdges(!many);
    lines.main->setLayer(front ? QStringLiteral("front") : QStringLiteral("main"));
    const auto state = scene_.states.find(run);
    lines.main->setEnd(state != scene_.states.end() ? std::optional(state->second) : std::nullopt);
}

void CurvesLines::updateGroups() {
    for (const auto& [group, lines] : groupLines_) {
        plot_.removePlottable(lines.band);
        plot_.removePlottable(lines.mean);
    }
    groupLines_.clear();
    groups_.clear();
    if (!scene_.grouped()) return;
    std::map<int, std::vector<const store::Series*>> members;
    for (const auto& [run, lines] : runs_) members[scene_.groupOf(run)].push_back(lines.main->series());
    for (const auto& [group, curves] : members) {
        const GroupCurve& curve = groups_[group] = groupCurve(curves);
        const Group lines{new CurveBand(plot_.xAxis, plot_.yAxis), new CurveLine(plot_.xAxis, plot_.yAxis, columns_)};
        QColor fill = scene_.groupStyles.color(group, theme_.dark);
        fill.setAlphaF(0.2F);
        lines.band->setBrush(fill);
        lines.band->setCurve(&curve);
        lines.band->setLayer(QStringLiteral("main"));
        lines.mean->setSeries(&curve.mean);
        lines.mean->setPen(scene_.groupStyles.pen(group, theme_.dark, 2.4));
        lines.mean->setLayer(QStringLiteral("front"));
        groupLines_.emplace(group, lines);
    }
}

bool CurvesLines::updateHighlight() {
    const auto found = scene_.highlighted ? runs_.find(*scene_.highlighted) : runs_.end();
    const bool on = found != runs_.end();
    if (!on && !highlight_->series()) return false;
    highlight_->setSeries(on ? found->second.main->series() : nullptr);
    if (on) highlight_->setPen(scene_.pen(found->first, theme_.dark, 3));
    return true;
}

QCPLayer* CurvesLines::highlightLayer() const {
    return highlight_->layer();
}

int CurvesLines::runAt(const QPointF& position) const {
    int nearest = -1;
    double least = near_curve;
    for (const auto& [run, lines] : runs_) {
        const auto distance = lines.main->distance(position);
        if (!distance || *distance >= least) continue;
        least = *distance;
        nearest = run;
    }
    return nearest;
}

}  // namespace lathe::gui
