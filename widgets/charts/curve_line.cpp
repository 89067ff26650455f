// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curve_line.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lathe::gui {

namespace {

// Far outside of any picture, yet small enough for every paint engine.
constexpr double far_away = 1e6;

bool isGap(const QPointF& point) {
    return std::isnan(point.y());
}

}  // namespace

const std::vector<double>& PixelColumns::of(const QCPAxis& axis, double columnWidth) {
    const QRect rect = axis.axisRect()->rect();
    const bool same = !edges_.empty() && range_.lower == axis.range().lower && range_.upper == axis.range().upper &&
                      rect_ == rect && scale_ == axis.scaleType() && width_ == columnWidth;
    if (same) return edges_;
    range_ = axis.range();
    rect_ = rect;
    scale_ = axis.scaleType();
    width_ = columnWidth;
    edges_.clear();
    const int columns = static_cast<int>(std::ceil(rect.width() / columnWidth));
    edges_.reserve(static_cast<std::size_t>(columns) + 1);
    for (int i = 0; i <= columns; ++i) edges_.push_back(axis.pixelToCoord(rect.left() + i * columnWidth));
    return edges_;
}

CurveLine::CurveLine(QCPAxis* keyAxis, QCPAxis* valueAxis, PixelColumns& columns)
    : QCPAbstractPlottable(keyAxis, valueAxis), columns_(columns) {
    setSelectable(QCP::stNone);
}

double CurveLine::selectTest(const QPointF& position, bool, QVariant*) const {
    return distance(position).value_or(-1);
}

QCPRange CurveLine::getKeyRange(bool& found, QCP::SignDomain) const {
    found = series_ && !series_->empty();
    return found ? QCPRange(series_->x(0), series_->x(series_->size() - 1)) : QCPRange();
}

QCPRange CurveLine::getValueRange(bool& found, QCP::SignDomain, const QCPRange& keyRange) const {
    found = false;
    if (!series_) return {};
    const bool all = keyRange == QCPRange();
    const std::size_t begin = all ? 0 : series_->lower_bound(keyRange.lower);
    const std::size_t end = all ? series_->size() : series_->upper_bound(keyRange.upper);
    const auto extremes = series_->extremes(begin, end);
    if (!extremes) return {};
    found = true;
    return {series_->y(extremes->min), series_->y(extremes->max)};
}

QPointF CurveLine::pixelOf(std::size_t index) const {
    const double y = series_->y(index);
    const double pixel = std::isfinite(y) ? mValueAxis->coordToPixel(y) : std::numeric_limits<double>::quiet_NaN();
    return {mKeyAxis->coordToPixel(series_->x(index)), std::clamp(pixel, -far_away, far_away)};
}

std::optional<double> CurveLine::distance(const QPointF& position) const {
    if (!series_ || series_->empty()) return std::nullopt;
    constexpr double reach = 4;  // pixels at each side
    const std::size_t begin = series_->lower_bound(mKeyAxis->pixelToCoord(position.x() - reach));
    const std::size_t end = series_->upper_bound(mKeyAxis->pixelToCoord(position.x() + reach));
    if (const auto near = series_->extremes(begin, end)) {
        const double top = pixelOf(near->max).y();
        const double bottom = pixelOf(near->min).y();
        return std::max({0.0, top - position.y(), position.y() - bottom});
    }
    if (begin == 0 || begin != end || end == series_->size()) return std::nullopt;
    // Between two points that are far apart.
    const QPointF a = pixelOf(begin - 1);
    const QPointF b = pixelOf(begin);
    if (isGap(a) || isGap(b)) return std::nullopt;
    const double share = b.x() > a.x() ? (position.x() - a.x()) / (b.x() - a.x()) : 0;
    const double slope = b.x() > a.x() ? (b.y() - a.y()) / (b.x() - a.x()) : 0;
    return std::abs(position.y() - (a.y() + share * (b.y() - a.y()))) / std::hypot(1, slope);
}

void CurveLine::draw(QCPPainter* painter) {
    if (!series_ || series_->empty() || mKeyAxis->axisRect()->width() <= 0) return;
    const bool vectorized = painter->modes().testFlag(QCPPainter::pmVectorized);
    const double scale = vectorized ? 4 : std::max(1.0, painter->deviceTransform().m11());
    sampled_.clear();
    series_->sample(columns_.of(*mKeyAxis, 1 / scale), sampled_);

    const bool logKey = mKeyAxis->scaleType() == QCPAxis::stLogarithmic;
    QVector<QPointF> points;
    points.reserve(static_cast<qsizetype>(sampled_.size()));
    for (const std::uint32_t i : sampled_) {
        if (!logKey || series_->x(i) > 0) points.push_back(pixelOf(i));
    }
    QPen pen = mPen;
    const bool roomy = points.size() * 14 < mKeyAxis->axisRect()->width();
    if (points.size() > mKeyAxis->axisRect()->width() / 2) pen.setStyle(Qt::SolidLine);  // dashes would be noise
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->setAntialiasing(smoothEdges_);
    drawPieces(painter, points);
    if (roomy) {
        painter->setAntialiasing(true);
        painter->setPen(Qt::NoPen);
        painter->setBrush(mPen.color());
        const double radius = 1.2 + mPen.widthF() / 2;
        for (const QPointF& point : std::as_const(points)) {
            if (!isGap(point)) painter->drawEllipse(point, radius, radius);
        }
    }
    if (end_ && !isGap(pixelOf(series_->size() - 1))) drawEnd(painter, pixelOf(series_->size() - 1));
}

// Unbroken pieces as polylines; a point between two gaps as a dot, because a line of one point shows nothing.
void CurveLine::drawPieces(QCPPainter* painter, const QVector<QPointF>& points) const {
    qsizetype start = 0;
    while (start < points.size()) {
        if (isGap(points[start])) {
            ++start;
            continue;
        }
        qsizetype end = start;
        while (end < points.size() && !isGap(points[end])) ++end;
        if (end - start > 1) {
            painter->drawPolyline(points.constData() + start, static_cast<int>(end - start));
        } else {
            painter->drawLine(points[start] - QPointF(1, 0), points[start] + QPointF(1, 0));
        }
        start = end;
    }
}

void CurveLine::drawEnd(QCPPainter* painter, const QPointF& at) const {
    using search::TrialState;
    painter->setAntialiasing(true);
    painter->setPen(QPen(mPen.color(), 1.6));
    constexpr double r = 3.5;
    if (*end_ == TrialState::failed) {
        painter->drawLine(at + QPointF(-r, -r), at + QPointF(r, r));
        painter->drawLine(at + QPointF(-r, r), at + QPointF(r, -r));
    } else if (*end_ == TrialState::early_stopped) {
        painter->drawLine(at + QPointF(0, -r - 1), at + QPointF(0, r + 1));
    }
}

void CurveLine::drawLegendIcon(QCPPainter* painter, const QRectF& rect) const {
    painter->setPen(mPen);
    painter->drawLine(QLineF(rect.left(), rect.center().y(), rect.right(), rect.center().y()));
}

}  // namespace lathe::gui
