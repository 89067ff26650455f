// SPDX-License-Identifier: GPL-3.0-or-later
// The spread around a group's mean: the area between two curves over the same xs.
#pragma once

#include "widgets/charts/curve_groups.h"
#include "widgets/charts/qcp.h"

namespace lathe::gui {

class CurveBand : public QCPAbstractPlottable {
  public:
    CurveBand(QCPAxis* keyAxis, QCPAxis* valueAxis);

    void setCurve(const GroupCurve* curve) { curve_ = curve; }

    double selectTest(const QPointF&, bool, QVariant* = nullptr) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain = QCP::sdBoth) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain = QCP::sdBoth,
                           const QCPRange& keyRange = QCPRange()) const override;

  protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

  private:
    const GroupCurve* curve_ = nullptr;
};

}  // namespace lathe::gui
