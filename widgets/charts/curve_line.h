// SPDX-License-Identifier: GPL-3.0-or-later
// A line over a store::Series, drawn from the extremes of each pixel column at whatever scale it is painted.
#pragma once

#include <optional>
#include <vector>

#include "core/search/trial.h"
#include "core/store/series.h"
#include "widgets/charts/qcp.h"

namespace lathe::gui {

// Borders of the device's pixel columns across an axis rect, in coordinates of the key axis; kept until the axis or the
// scale changes, because all lines of a plot share them.
class PixelColumns {
  public:
    const std::vector<double>& of(const QCPAxis& axis, double columnWidth);

  private:
    std::vector<double> edges_;
    QCPRange range_;
    QRect rect_;
    QCPAxis::ScaleType scale_ = QCPAxis::stLinear;
    double width_ = 0;
};

class CurveLine : public QCPAbstractPlottable {
  public:
    CurveLine(QCPAxis* keyAxis, QCPAxis* valueAxis, PixelColumns& columns);

    void setSeries(const store::Series* series) { series_ = series; }
    const store::Series* series() const { return series_; }
    void setSmoothEdges(bool smooth) { smoothEdges_ = smooth; }
    // A cross after a failure, a bar after an early stop.
    void setEnd(std::optional<search::TrialState> state) { end_ = state; }

    double selectTest(const QPointF& position, bool onlySelectable, QVariant* details = nullptr) const override;
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain = QCP::sdBoth) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain = QCP::sdBoth,
                           const QCPRange& keyRange = QCPRange()) const override;

    // Distance in pixels from a position to the line near it; nullopt when the line is not there.
    std::optional<double> distance(const QPointF& position) const;
    QPointF pixelOf(std::size_t index) const;

  protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

  private:
    void drawPieces(QCPPainter* painter, const QVector<QPointF>& points) const;
    void drawEnd(QCPPainter* painter, const QPointF& at) const;

    PixelColumns& columns_;
    const store::Series* series_ = nullptr;
    bool smoothEdges_ = true;
    std::optional<search::TrialState> end_;
    std::vector<std::uint32_t> sampled_;
};

}  // namespace lathe::gui
