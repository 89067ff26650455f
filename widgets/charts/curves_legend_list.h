// SPDX-License-Identifier: GPL-3.0-or-later
// The list beside the curves: which run is which line, hidden or shown, selected or pointed at. GUI thread.
#pragma once

#include <QListView>
#include <QSet>

#include "widgets/charts/curves_scene.h"

namespace lathe::gui {

class CurvesLegend;

class CurvesLegendList : public QListView {
    Q_OBJECT

  public:
    CurvesLegendList(CurvesScene& scene, QWidget* parent);

    CurvesLegend* legend() const { return legend_; }
    void selectRuns(const QSet<int>& runs);  // without a signal

  Q_SIGNALS:
    void runEntered(int run);
    void runsSelected(const QSet<int>& runs);
    void shownChanged();

  private:
    CurvesLegend* legend_;
};

}  // namespace lathe::gui
