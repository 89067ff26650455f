// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/run_styles.h"

#include <QPainter>

#include "core/base/crc32c.h"
#include "widgets/charts/color_ramp.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

RunStyle RunStyles::style(int run) const {
    const auto found = styles_.find(run);
    RunStyle style = found != styles_.end() ? found->second : RunStyle();
    if (!style.series) style.series = run + offset_;
    return style;
}

QColor RunStyles::color(int run, bool dark) const {
    const RunStyle own = style(run);
    if (own.muted) return ColorRamp(dark).color(-1);
    if (own.quality) return ColorRamp(dark).of(*own.quality);
    return own.color.isValid() ? own.color : seriesColor(*own.series, dark);
}

QPen RunStyles::pen(int run, bool dark, double width) const {
    const RunStyle own = style(run);
    QPen pen = own.dash ? dashedPen(*own.dash, width) : seriesPen(*own.series, dark, width);
    pen.setColor(color(run, dark));
    return pen;
}

int seriesOfTrial(const QString& study, int trial) {
    constexpr std::uint32_t studies = 32;  // colours and dash patterns together
    const auto hash = crc32c(study.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty).toStdString());
    return static_cast<int>(hash % studies) + trial;
}

QPixmap lineSwatch(QPen pen) {
    constexpr int scale = 2;
    QPixmap swatch(scale * lineSwatchSize);
    swatch.setDevicePixelRatio(scale);
    swatch.fill(Qt::transparent);
    QPainter painter(&swatch);
    painter.setRenderHint(QPainter::Antialiasing);
    pen.setWidthF(scale * curveWidth);  // the pens of curves are cosmetic: their widths are those of the picture
    painter.setPen(pen);
    const double middle = lineSwatchSize.height() / 2.0;
    painter.drawLine(QPointF(1, middle), QPointF(lineSwatchSize.width() - 1, middle));
    return swatch;
}

}  // namespace lathe::gui
