// SPDX-License-Identifier: GPL-3.0-or-later
// Which parts of the curves a plot shows, as steps: whoever gave only some of the points may give those that lie
// between.
#pragma once

#include <vector>

#include <QString>

namespace lathe::gui {

class CurvesPlot;
struct CurvesScene;

// A part of a curve that a person looks at: its steps, both included, and the columns that it is drawn in.
struct ShownPart {
    int run = 0;
    QString metric;
    qint64 from = 0;
    qint64 to = 0;
    int columns = 0;
};

// Of the curves of the scene's runs in a plot; those that have nothing there are left out. GUI thread.
std::vector<ShownPart> shownParts(const CurvesScene& scene, const CurvesPlot& plot);

}  // namespace lathe::gui
