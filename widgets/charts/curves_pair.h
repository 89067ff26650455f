// SPDX-License-Identifier: GPL-3.0-or-later
// The plot of a metric and, where a person wants it, that of a second one below, over the same part of the x axis: what
// is at the same x stands one over the other. GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QSplitter>
#include <QString>

#include "widgets/charts/curves_scene.h"
#include "widgets/charts/shown_part.h"

namespace lathe::gui {

class CurvesPlot;

class CurvesPair : public QSplitter {
    Q_OBJECT

  public:
    // Shows the scene's metric; the scene outlives this.
    CurvesPair(CurvesScene& scene, QWidget* parent);

    CurvesPlot& first() const { return *first_; }
    void showSecond(const QString& metric);  // empty: none
    // After anything in the scene but the highlight changed.
    void refresh();
    void setAxisKinds();
    void setHighlightedRun(std::optional<int> run);
    void resetZoom();
    bool isZoomed() const;
    // Of the curves, while a part of them is zoomed into; else none.
    std::vector<ShownPart> seenParts() const;

  Q_SIGNALS:
    void zoomedChanged();
    void keysEdited();  // the part of the x axis that is shown, by the person
    void runHovered(int run);
    void runClicked(int run, bool toggle);

  private:
    void connectPlot(CurvesPlot* plot, CurvesPlot* other);

    CurvesScene& scene_;
    CurvesScene secondScene_;
    CurvesPlot* first_;
    CurvesPlot* second_;
};

}  // namespace lathe::gui
