// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_charts.h"

#include "widgets/charts/curves_pair.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/curves_wall.h"

namespace lathe::gui {

CurvesCharts::CurvesCharts(CurvesScene& scene, QWidget* parent)
    : QStackedWidget(parent), scene_(scene), pair_(new CurvesPair(scene, this)), wall_(new CurvesWall(scene, this)) {
    addWidget(pair_);
    addWidget(wall_);
    pass(pair_);
    pass(wall_);
}

template <class Charts>
void CurvesCharts::pass(Charts* charts) {
    connect(charts, &Charts::runHovered, this, &CurvesCharts::runHovered);
    connect(charts, &Charts::runClicked, this, &CurvesCharts::runClicked);
    connect(charts, &Charts::keysEdited, this, &CurvesCharts::keysEdited);
    connect(charts, &Charts::zoomedChanged, this, [this, charts] { Q_EMIT zoomedChanged(charts->isZoomed()); });
}

void CurvesCharts::showWall(bool shown) {
    setCurrentIndex(shown ? 1 : 0);
}

bool CurvesCharts::showsWall() const {
    return currentIndex() == 1;
}

void CurvesCharts::refresh() {
    wall_->refresh();
    pair_->refresh();
}

void CurvesCharts::setAxisKinds() {
    pair_->setAxisKinds();
    wall_->setAxisKinds();
}

void CurvesCharts::setHighlightedRun(std::optional<int> run) {
    pair_->setHighlightedRun(run);
    wall_->setHighlightedRun(run);
}

void CurvesCharts::resetZoom() {
    pair_->resetZoom();
    wall_->resetZoom();
}

std::vector<ShownPart> CurvesCharts::seenParts() const {
    if (!showsWall()) return pair_->seenParts();
    std::vector<ShownPart> parts;
    for (const CurvesPlot* plot : wall_->seenPlots()) {
        if (!plot->isZoomed()) continue;
        const std::vector<ShownPart> own = shownParts(scene_, *plot);
        parts.insert(parts.end(), own.begin(), own.end());
    }
    return parts;
}

}  // namespace lathe::gui
