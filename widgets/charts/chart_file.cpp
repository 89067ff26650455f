// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_file.h"

#include <optional>

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRect>
#include <QSvgGenerator>

#include "core/base/files.h"

namespace lathe::gui {

namespace {

struct ChartExportWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::ChartExport)
};

void replayPicture(QPaintDevice& device, const QPicture& picture) {
    QPainter painter(&device);
    painter.drawPicture(0, 0, picture);
}

}  // namespace

Result<ChartFile> ChartFile::take(const QString& path, const ChartExport& chart) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    std::optional<Format> format;
    if (suffix == QLatin1String("png")) format = Format::png;
    if (suffix == QLatin1String("svg")) format = Format::svg;
    if (suffix == QLatin1String("pdf")) format = Format::pdf;
    if (suffix == QLatin1String("csv")) format = Format::csv;
    if (!format)
        return fail(ChartExportWords::tr("a chart cannot be written as '%1'").arg(suffix).toStdString(),
                    ChartExportWords::tr("end the file's name in .png, .svg, .pdf or .csv").toStdString());
    ChartFile file;
    file.path_ = path;
    file.format_ = *format;
    file.name_ = chart.name;
    file.size_ = chart.size;
    if (*format == Format::csv) {
        file.numbers_ = chart.numbers();
    } else {
        file.dotsPerInch_ = file.picture_.logicalDpiX();
        chart.paint(&file.picture_);
    }
    return file;
}

Result<void> ChartFile::write(const std::stop_token& stop) {
    if (stop.stop_requested()) return fail("cancelled");
    const std::string bytes = encoded(stop);
    if (stop.stop_requested()) return fail("cancelled");
    // A picture may be too large to be drawn.
    if (bytes.empty())
        return fail(ChartExportWords::tr("the chart could not be drawn").toStdString(),
                    ChartExportWords::tr("make the window smaller").toStdString());
    auto written = write_file_atomically(path_.toStdString(), bytes);
    if (!written) written.error().hint = ChartExportWords::tr("choose another folder").toStdString();
    return written;
}

std::string ChartFile::encoded(const std::stop_token& stop) {
    switch (format_) {
        case Format::png: return png();
        case Format::svg: return svg();
        case Format::pdf: return pdf();
        case Format::csv: return numbers_(stop);
    }
    return {};
}

std::string ChartFile::png() {
    constexpr int scale = 2;
    QImage image(size_ * scale, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) return {};
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    replayPicture(image, picture_);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toStdString();
}

std::string ChartFile::svg() {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(dotsPerInch_);
    generator.setSize(size_);
    generator.setViewBox(QRect(QPoint(0, 0), size_));
    generator.setTitle(name_);
    replayPicture(generator, picture_);
    return bytes.toStdString();
}

std::string ChartFile::pdf() {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(name_);
        writer.setResolution(dotsPerInch_);  // one logical pixel is one unit
        writer.setPageSize(
            QPageSize(QSizeF(size_) * 72.0 / dotsPerInch_, QPageSize::Point, QString(), QPageSize::ExactMatch));
        writer.setPageMargins({});
        replayPicture(writer, picture_);
    }
    return bytes.toStdString();
}

}  // namespace lathe::gui
