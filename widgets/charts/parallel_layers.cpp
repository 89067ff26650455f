// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_layers.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {

double lineAlpha(std::size_t lines) {
    return std::min(1.0, 2 / std::pow(std::max(1.0, double(lines)), 0.3));
}

void ParallelLayers::setGeometry(const ParallelLayout& layout, const QSize& size, double scale) {
    if (layout_ == layout && size_ == size && scale_ == scale) return;
    layout_ = layout;
    size_ = size;
    scale_ = scale;
    invalidate();
}

void ParallelLayers::setTheme(const ChartTheme& theme) {
    theme_ = theme;
    ramp_ = ColorRamp(theme.dark);
    context_ = {};
    passing_ = {};
}

void ParallelLayers::invalidate() {
    context_ = {};
    passing_ = {};
    densityReady_ = false;
}

void ParallelLayers::invalidatePassing() {
    passing_ = {};
}

bool ParallelLayers::isDense(const RowBits& rows) const {
    return rows.count() * (layout_.x.size() - 1) > most_segments;
}

QImage ParallelLayers::blank() const {
    QImage image(size_ * scale_, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale_);
    image.fill(Qt::transparent);
    return image;
}

void ParallelLayers::paintRow(QPainter& painter, const ParallelLayout& layout, std::size_t row, const QPen& pen) const {
    QPen dotted = pen;
    dotted.setWidthF(1);
    dotted.setStyle(Qt::DotLine);
    for (std::size_t i = 0; i + 1 < layout.x.size(); ++i) {
        const int a = model_.order()[i];
        const int b = model_.order()[i + 1];
        painter.setPen(model_.isMissing(a, row) || model_.isMissing(b, row) ? dotted : pen);
        painter.drawLine(QPointF(layout.x[i], layout.y(model_.height(a, row))),
                         QPointF(layout.x[i + 1], layout.y(model_.height(b, row))));
    }
}

// The line breaks where a value is missing; a short stroke at that place shows that a row is there.
void ParallelLayers::appendSegments(std::size_t row, const ParallelLayout& layout, QVector<QLineF>& batch) const {
    constexpr double stroke = 4;
    for (std::size_t i = 0; i < layout.x.size(); ++i) {
        const int a = model_.order()[i];
        const double y = layout.y(model_.height(a, row));
        if (model_.isMissing(a, row)) {
            batch.emplace_back(layout.x[i] - stroke, y, layout.x[i] + stroke, y);
        } else if (i + 1 < layout.x.size() && !model_.isMissing(model_.order()[i + 1], row)) {
            batch.emplace_back(layout.x[i], y, layout.x[i + 1], layout.y(model_.height(model_.order()[i + 1], row)));
        }
    }
}

void ParallelLayers::paintLines(QPainter& painter, const ParallelLayout& layout, Rows which) const {
    const bool onlyPassing = which == Rows::passing;
    const RowBits& rows = onlyPassing ? model_.passing() : model_.base();
    const std::size_t count = rows.count();
    painter.setRenderHint(QPainter::Antialiasing, count <= 400);
    const double alpha = lineAlpha(count);
    const QColor faint = mixed(theme_.background, theme_.text, 0.06 + 0.12 * alpha);  // opaque: bundles stay faint too
    // Neighbours in the drawing order mostly share their colour: one call for each colour.
    QVector<QLineF> batch;
    int level = -2;
    const auto flush = [&] {
        if (batch.isEmpty()) return;
        QColor color = onlyPassing ? ramp_.color(level) : faint;
        if (onlyPassing) color.setAlphaF(static_cast<float>(alpha));
        painter.setPen(QPen(color, count <= 400 ? 1.3 : 1));
        painter.drawLines(batch);
        batch.clear();
    };
    for (const std::uint32_t row : model_.drawOrder()) {
        if (!rows.test(row)) continue;
        const int own = onlyPassing ? ramp_.level(model_.quality(row)) : -1;
        if (own != level || batch.size() > 16384) {
            flush();
            level = own;
        }
        appendSegments(row, layout, batch);
    }
    flush();
}

const QImage& ParallelLayers::context() {
    if (!context_.isNull() || layout_.x.empty()) return context_;
    context_ = blank();
    if (isDense(model_.base())) {
        ParallelDensity all;
        all.reset(model_, layout_, size_, scale_);
        all.setRows(model_.base());
        all.paint(context_, mixed(theme_.background, theme_.text, 0.14));
    } else {
        QPainter painter(&context_);
        paintLines(painter, layout_, Rows::all);
    }
    return context_;
}

const QImage& ParallelLayers::passing() {
    if (!passing_.isNull() || layout_.x.empty()) return passing_;
    passing_ = blank();
    if (isDense(model_.passing())) {
        if (!densityReady_) density_.reset(model_, layout_, size_, scale_);
        densityReady_ = true;
        density_.setRows(model_.passing());
        density_.paint(passing_, ramp_);
    } else {
        QPainter painter(&passing_);
        paintLines(painter, layout_, Rows::passing);
    }
    return passing_;
}

}  // namespace lathe::gui
