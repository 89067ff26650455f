// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of curves: that of one metric or of two, or a wall of all, one of them in sight. What is asked of the
// charts holds for both. GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QStackedWidget>

#include "widgets/charts/shown_part.h"

namespace lathe::gui {

class CurvesPair;
class CurvesWall;
struct CurvesScene;

class CurvesCharts : public QStackedWidget {
    Q_OBJECT

  public:
    // The scene outlives this.
    CurvesCharts(CurvesScene& scene, QWidget* parent);

    CurvesPair& pair() const { return *pair_; }
    CurvesWall& wall() const { return *wall_; }
    void showWall(bool shown);
    bool showsWall() const;
    // After anything in the scene but the highlight changed.
    void refresh();
    void setAxisKinds();
    void setHighlightedRun(std::optional<int> run);
    void resetZoom();
    // Of the curves in sight, where a part of them is zoomed into.
    std::vector<ShownPart> seenParts() const;

  Q_SIGNALS:
    void runHovered(int run);  // -1: none
    void runClicked(int run, bool toggle);
    void keysEdited();  // the part of the x axis that is shown, by the person
    void zoomedChanged(bool zoomed);

  private:
    template <class Charts>
    void pass(Charts* charts);

    CurvesScene& scene_;
    CurvesPair* pair_;
    CurvesWall* wall_;
};

}  // namespace lathe::gui
