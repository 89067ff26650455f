// SPDX-License-Identifier: GPL-3.0-or-later
// A chart on its way into a file: what it shows is taken on the GUI thread, which is quick, and is turned into pixels,
// pages or lines of text, and written, on any other.
#pragma once

#include <stop_token>
#include <string>

#include <QPicture>
#include <QSize>
#include <QString>

#include "core/base/error.h"
#include "widgets/charts/chart_export.h"

namespace lathe::gui {

class ChartFile {
  public:
    // By the path's suffix: png (at twice the size), svg, pdf or csv. GUI thread.
    static Result<ChartFile> take(const QString& path, const ChartExport& chart);

    bool hasNumbers() const { return format_ == Format::csv; }
    // Replaces the file atomically; nothing is written once it is to stop. Any one thread.
    Result<void> write(const std::stop_token& stop);

  private:
    enum class Format { png, svg, pdf, csv };

    std::string encoded(const std::stop_token& stop);
    std::string png();
    std::string svg();
    std::string pdf();

    QString path_;
    Format format_ = Format::png;
    QString name_;
    QSize size_;
    QPicture picture_;      // of all but csv
    int dotsPerInch_ = 96;  // that the picture was drawn with, so that text keeps its size beside the lines
    ChartNumbers numbers_;  // of csv
};

}  // namespace lathe::gui
