// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_pair.h"

#include <QMargins>

#include "widgets/charts/chart_menu.h"
#include "widgets/charts/curves_export.h"
#include "widgets/charts/curves_plot.h"

namespace lathe::gui {

CurvesPair::CurvesPair(CurvesScene& scene, QWidget* parent)
    : QSplitter(Qt::Vertical, parent),
      scene_(scene),
      secondScene_(scene.data),
      first_(new CurvesPlot(scene_, this)),
      second_(new CurvesPlot(secondScene_, this)) {
    setObjectName(QStringLiteral("curvesPlots"));
    setHandleWidth(1);
    setChildrenCollapsible(false);
    second_->setObjectName(QStringLiteral("curvesSecondPlot"));
    second_->hide();
    addWidget(first_);
    addWidget(second_);
    connectPlot(first_, second_);
    connectPlot(second_, first_);
}

void CurvesPair::connectPlot(CurvesPlot* plot, CurvesPlot* other) {
    new ChartMenu(*plot, [plot, &scene = plot == first_ ? scene_ : secondScene_](QMenu& menu) {
        const auto exported = [plot, &scene] { return exportCurves(scene, *plot); };
        ChartMenu::addExport(menu, *plot, QString::fromStdString(scene.metric), exported, pointsOf(scene));
    });
    connect(plot, &CurvesPlot::zoomedChanged, this, &CurvesPair::zoomedChanged);
    connect(plot, &CurvesPlot::keysEdited, this, [this, plot, other] {
        other->takeKeys(*plot);
        Q_EMIT keysEdited();
    });
    connect(plot, &CurvesPlot::runHovered, this, &CurvesPair::runHovered);
    connect(plot, &CurvesPlot::runClicked, this, &CurvesPair::runClicked);
}

// The left borders of both plots are made equal.
void CurvesPair::showSecond(const QString& metric) {
    secondScene_.metric = scene_.companion = metric.toStdString();
    second_->setVisible(!metric.isEmpty());
    second_->setAccessibleName(metric.isEmpty() ? tr("Curves") : tr("Curves of %1").arg(metric));
    const int left = metric.isEmpty() ? 8 : 64;
    for (CurvesPlot* plot : {first_, second_}) plot->axisRect()->setMinimumMargins(QMargins(left, 8, 16, 8));
    secondScene_.follow(scene_);
    second_->setAxisKinds();
    second_->takeKeys(*first_);
    second_->refresh();  // also when it is hidden: its lines must not outlive the points
}

void CurvesPair::refresh() {
    first_->refresh();
    if (second_->isHidden()) return;
    secondScene_.follow(scene_);
    secondScene_.companion = scene_.metric;
    second_->refresh();
}

void CurvesPair::setAxisKinds() {
    first_->setAxisKinds();
    secondScene_.follow(scene_);
    second_->setAxisKinds();
}

void CurvesPair::setHighlightedRun(std::optional<int> run) {
    first_->updateHighlight();
    secondScene_.highlighted = run;
    second_->updateHighlight();
}

void CurvesPair::resetZoom() {
    first_->resetZoom();
    second_->resetZoom();
}

bool CurvesPair::isZoomed() const {
    return first_->isZoomed() || second_->isZoomed();
}

std::vector<ShownPart> CurvesPair::seenParts() const {
    if (!isZoomed()) return {};
    std::vector<ShownPart> parts = shownParts(scene_, *first_);
    if (second_->isHidden()) return parts;
    const std::vector<ShownPart> below = shownParts(scene_, *second_);
    parts.insert(parts.end(), below.begin(), below.end());
    return parts;
}

}  // namespace lathe::gui
