// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curve_marks.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {

namespace {

constexpr double bin = 12;  // pixels; marks nearer than this are one

CurveMarks::Kind kindOf(double value) {
    if (std::isnan(value)) return CurveMarks::nanValue;
    if (std::isinf(value)) return value > 0 ? CurveMarks::aboveAll : CurveMarks::belowAll;
    return CurveMarks::notPositive;  // finite, but nowhere on a log axis
}

QString textOf(CurveMarks::Kind kind) {
    switch (kind) {
        case CurveMarks::nanValue: return QStringLiteral("NaN");
        case CurveMarks::aboveAll: return QStringLiteral("∞");
        case CurveMarks::belowAll: return QStringLiteral("-∞");
        case CurveMarks::notPositive: return QStringLiteral("≤ 0");
    }
    return {};
}

}  // namespace

CurveMarks::CurveMarks(QCPAxis* keyAxis, QString layer)
    : QCPLayerable(keyAxis->parentPlot(), std::move(layer), keyAxis->axisRect()), keyAxis_(keyAxis) {}

QRect CurveMarks::clipRect() const {
    return keyAxis_->axisRect()->rect();
}

std::vector<CurveMarks::Mark> CurveMarks::marks(Kind kind) const {
    const QRect rect = keyAxis_->axisRect()->rect();
    const bool logKey = keyAxis_->scaleType() == QCPAxis::stLogarithmic;
    std::vector<Mark> bins(static_cast<std::size_t>(rect.width() / bin) + 2);
    for (const Entry& entry : curves_) {
        const store::Series& series = entry.curve->raw();
        const std::size_t begin = series.lower_bound(keyAxis_->range().lower);
        const std::size_t end = series.upper_bound(keyAxis_->range().upper);
        for (const std::uint32_t i : series.non_finite(begin, end)) {
            if (kindOf(entry.curve->recorded(i)) != kind || (logKey && series.x(i) <= 0)) continue;
            const double x = keyAxis_->coordToPixel(series.x(i));
            const auto at = static_cast<std::size_t>(std::clamp(x - rect.left(), 0.0, double(rect.width())) / bin);
            Mark& mark = bins[at];
            if (mark.count++ == 0) {
                mark.left = mark.right = x;
                mark.color = entry.color;
            }
            mark.left = std::min(mark.left, x);
            mark.right = std::max(mark.right, x);
            if (mark.color != entry.color) mark.color = theme_.text;  // of several runs
        }
    }
    std::vector<Mark> joined;
    bool open = false;
    for (const Mark& mark : bins) {
        if (mark.count > 0 && open) {
            joined.back().right = mark.right;
            joined.back().count += mark.count;
            if (joined.back().color != mark.color) joined.back().color = theme_.text;
        } else if (mark.count > 0) {
            joined.push_back(mark);
        }
        open = mark.count > 0;
    }
    return joined;
}

void CurveMarks::draw(QCPPainter* painter) {
    const QRect rect = keyAxis_->axisRect()->rect();
    const double height = QFontMetricsF(keyAxis_->parentPlot()->font()).height() + 8;
    drawKind(painter, aboveAll, rect.top() + 1, true);
    drawKind(painter, nanValue, rect.bottom(), false);
    drawKind(painter, belowAll, rect.bottom() - height, false);
    drawKind(painter, notPositive, rect.bottom() - height, false);
}

void CurveMarks::drawKind(QCPPainter* painter, Kind kind, double edge, bool top) const {
    constexpr double size = 5;
    const double inward = top ? 1 : -1;
    const QFontMetricsF metrics(painter->font());
    double free = keyAxis_->axisRect()->left();  // labels begin right of this, so that none covers another
    for (const Mark& mark : marks(kind)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(mark.color);
        if (mark.right - mark.left > 2 * size) {
            painter->drawRect(QRectF(mark.left, top ? edge : edge - 3, mark.right - mark.left, 3));
        } else {
            const double x = (mark.left + mark.right) / 2;
            const QPointF corners[] = {
                {x, edge}, {x - size, edge + inward * size * 1.6}, {x + size, edge + inward * size * 1.6}};
            painter->drawPolygon(corners, 3);
        }
        QString text = textOf(kind);
        if (mark.count > 1) text += QStringLiteral(" ×%1").arg(mark.count);
        const double width = metrics.horizontalAdvance(text);
        const double x = std::min((mark.left + mark.right) / 2 + size + 3, keyAxis_->axisRect()->right() - width - 2);
        if (x < free) continue;
        painter->setPen(mark.color);
        const double base = top ? edge + metrics.ascent() : edge - 3;
        painter->drawText(QPointF(x, base), text);
        free = x + width + 6;
    }
}

}  // namespace lathe::gui
