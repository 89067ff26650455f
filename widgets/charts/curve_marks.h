// SPDX-License-Identifier: GPL-3.0-or-later
// Marks at the edges of a curves chart where values are NaN or infinite, with how many there are.
#pragma once

#include <vector>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/curve_data.h"
#include "widgets/charts/qcp.h"

namespace lathe::gui {

class CurveMarks : public QCPLayerable {
  public:
    CurveMarks(QCPAxis* keyAxis, QString layer);

    struct Entry {
        const Curve* curve;
        QColor color;
    };
    void setCurves(std::vector<Entry> curves) { curves_ = std::move(curves); }
    void setTheme(const ChartTheme& theme) { theme_ = theme; }

    // Runs of neighbouring marks on one edge: where from and to in pixels, how many values, and of which kind.
    enum Kind { nanValue, aboveAll, belowAll, notPositive };
    struct Mark {
        double left = 0;
        double right = 0;
        int count = 0;
        QColor color;
    };
    std::vector<Mark> marks(Kind kind) const;

  protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override;
    QRect clipRect() const override;

  private:
    void drawKind(QCPPainter* painter, Kind kind, double edge, bool top) const;

    QCPAxis* keyAxis_;
    std::vector<Entry> curves_;
    ChartTheme theme_;
};

}  // namespace lathe::gui
