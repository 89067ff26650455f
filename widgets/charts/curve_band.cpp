// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curve_band.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {

CurveBand::CurveBand(QCPAxis* keyAxis, QCPAxis* valueAxis) : QCPAbstractPlottable(keyAxis, valueAxis) {
    setSelectable(QCP::stNone);
    setAntialiased(true);
}

QCPRange CurveBand::getKeyRange(bool& found, QCP::SignDomain) const {
    found = curve_ && !curve_->mean.empty();
    return found ? QCPRange(curve_->mean.x(0), curve_->mean.x(curve_->mean.size() - 1)) : QCPRange();
}

QCPRange CurveBand::getValueRange(bool& found, QCP::SignDomain, const QCPRange& keys) const {
    found = false;
    if (!curve_) return {};
    const bool all = keys == QCPRange();
    const std::size_t begin = all ? 0 : curve_->low.lower_bound(keys.lower);
    const std::size_t end = all ? curve_->low.size() : curve_->low.upper_bound(keys.upper);
    const auto low = curve_->low.extremes(begin, end);
    const auto high = curve_->high.extremes(begin, end);
    if (!low || !high) return {};
    found = true;
    return {curve_->low.y(low->min), curve_->high.y(high->max)};
}

// One polygon for each stretch without a gap.
void CurveBand::draw(QCPPainter* painter) {
    if (!curve_) return;
    const bool logKey = mKeyAxis->scaleType() == QCPAxis::stLogarithmic;
    painter->setAntialiasing(true);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mBrush);
    const auto pixel = [this](double x, double y) {
        return QPointF(mKeyAxis->coordToPixel(x), std::clamp(mValueAxis->coordToPixel(y), -1e6, 1e6));
    };
    const std::size_t size = curve_->mean.size();
    for (std::size_t start = 0; start < size; ++start) {
        if (std::isnan(curve_->mean.y(start)) || (logKey && curve_->mean.x(start) <= 0)) continue;
        std::size_t end = start;
        while (end < size && !std::isnan(curve_->mean.y(end))) ++end;
        QPolygonF area;
        for (std::size_t i = start; i < end; ++i) area << pixel(curve_->high.x(i), curve_->high.y(i));
        for (std::size_t i = end; i-- > start;) area << pixel(curve_->low.x(i), curve_->low.y(i));
        painter->drawPolygon(area);
        start = end;
    }
}

void CurveBand::drawLegendIcon(QCPPainter* painter, const QRectF& rect) const {
    painter->fillRect(rect, mBrush);
}

}  // namespace lathe::gui
