// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/wave_picture.h"

#include <algorithm>
#include <utility>

#include <QPainter>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/number_text.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

WavePicture::WavePicture(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("wavePicture"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void WavePicture::setWave(store::Wave wave) {
    wave_ = std::move(wave);
    update();
}

void WavePicture::paintEvent(QPaintEvent*) {
    const ChartTheme theme = ChartTheme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.background);
    const int line = fontMetrics().height();
    const int middle = (height() - line) / 2;
    painter.setPen(theme.axis);
    painter.drawLine(0, middle, width(), middle);
    painter.setPen(theme.accent);
    const auto parts = static_cast<std::int64_t>(wave_.peaks.size());
    const auto pixel = [&](float sample) { return middle - qRound(sample * static_cast<float>(middle - 2)); };
    for (int x = 0; x < width() && parts > 0; ++x) {
        const auto begin = x * parts / width();
        const auto end = std::max(begin + 1, (x + 1) * parts / width());
        store::Wave::Peak peak = wave_.peaks[static_cast<std::size_t>(begin)];
        for (auto part = begin; part < std::min(end, parts); ++part) {
            peak.low = std::min(peak.low, wave_.peaks[static_cast<std::size_t>(part)].low);
            peak.high = std::max(peak.high, wave_.peaks[static_cast<std::size_t>(part)].high);
        }
        painter.drawLine(x, pixel(peak.high), x, pixel(peak.low));
    }
    painter.setPen(theme.faintText);
    const QRect below(0, height() - line, width(), line);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, tr("%1 s").arg(numberText(wave_.seconds(), 3)));
}

}  // namespace lathe::gui
