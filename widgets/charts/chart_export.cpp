// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_export.h"

#include <cmath>

#include <QBuffer>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QLocale>
#include <QMessageBox>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "core/base/csv.h"
#include "core/base/files.h"

namespace lathe::gui {

namespace {

struct ChartExportWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::ChartExport)
};

QByteArray asPng(const ChartExport& chart) {
    constexpr int scale = 2;
    QImage image(chart.size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    chart.paint(&image);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray asSvg(const ChartExport& chart) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(chart.size);
    generator.setViewBox(QRect(QPoint(0, 0), chart.size));
    generator.setTitle(chart.name);
    chart.paint(&generator);
    return bytes;
}

QByteArray asPdf(const ChartExport& chart) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(chart.name);
    writer.setResolution(96);  // one logical pixel is one unit
    writer.setPageSize(QPageSize(QSizeF(chart.size) * 72.0 / 96.0, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins({});
    chart.paint(&writer);
    return bytes;
}

}  // namespace

Result<void> writeChart(const QString& path, const ChartExport& chart) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    QByteArray bytes;
    if (suffix == QLatin1String("png")) {
        bytes = asPng(chart);
    } else if (suffix == QLatin1String("svg")) {
        bytes = asSvg(chart);
    } else if (suffix == QLatin1String("pdf")) {
        bytes = asPdf(chart);
    } else if (suffix == QLatin1String("csv")) {
        bytes = chart.csv().toUtf8();
    } else {
        return fail(ChartExportWords::tr("a chart cannot be written as '%1'").arg(suffix).toStdString(),
                    ChartExportWords::tr("end the file's name in .png, .svg, .pdf or .csv").toStdString());
    }
    // A picture may be too large to be drawn.
    if (bytes.isEmpty())
        return fail(ChartExportWords::tr("the chart could not be drawn").toStdString(),
                    ChartExportWords::tr("make the window smaller").toStdString());
    auto written =
        write_file_atomically(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (!written) written.error().hint = ChartExportWords::tr("choose another folder").toStdString();
    return written;
}

void askAndWriteChart(QWidget* parent, ChartExport chart) {
    auto* dialog = new QFileDialog(parent, ChartExportWords::tr("Export chart"));
    dialog->setObjectName(QStringLiteral("chartExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({ChartExportWords::tr("PNG image (*.png)"), ChartExportWords::tr("SVG drawing (*.svg)"),
                            ChartExportWords::tr("PDF document (*.pdf)"),
                            ChartExportWords::tr("CSV, every point (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    dialog->selectFile(chart.name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [parent, chart](const QString& path) {
        const auto written = writeChart(path, chart);
        if (written) return;
        auto* message = new QMessageBox(QMessageBox::Warning, ChartExportWords::tr("Export chart"),
                                        QString::fromStdString(written.error().str()), QMessageBox::Ok, parent);
        message->setAttribute(Qt::WA_DeleteOnClose);
        message->open();
    });
    dialog->open();
}

QString csvField(const QString& text) {
    return QString::fromStdString(csv_cell(text.toStdString()));
}

QString csvNumber(double value) {
    if (std::isnan(value)) return QStringLiteral("NaN");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity");
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

}  // namespace lathe::gui
