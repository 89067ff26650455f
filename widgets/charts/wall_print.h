// SPDX-License-Identifier: GPL-3.0-or-later
// A wall of charts on one page: the same columns and headings as on the screen, all charts of one size, and one legend
// below. GUI thread.
#pragma once

#include <string>
#include <vector>

#include <QPoint>
#include <QSize>
#include <QString>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/printed_legend.h"

namespace lathe::gui {

class WallCard;
struct CurvesScene;

class WallPrint {
  public:
    // The cards in their order, all up to date, and none of them none; they and the scene outlive this.
    WallPrint(const CurvesScene& scene, const std::vector<WallCard*>& cards, int columns);

    QSize size() const { return size_; }
    std::vector<std::string> metrics() const;  // of all charts
    void paint(QPaintDevice* device) const;

  private:
    struct Placed {
        WallCard* card;
        QPoint corner;
    };
    struct Heading {
        QString text;
        int top;
    };

    void place(int columns);

    const CurvesScene& scene_;
    std::vector<WallCard*> cards_;
    std::vector<Placed> placed_;
    std::vector<Heading> headings_;
    QSize plot_;     // of each
    int below_ = 0;  // where the legend begins
    QSize size_;
    PrintedLegend legend_;
};

// Good as long as the cards and the scene are.
ChartExport exportWall(const CurvesScene& scene, const std::vector<WallCard*>& cards, int columns);

}  // namespace lathe::gui
