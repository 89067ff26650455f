// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/wall_print.h"

#include <algorithm>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/curve_numbers.h"
#include "widgets/charts/curves_export.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/wall_card.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

constexpr int leastPrintedWidth = 32 * spacing;
constexpr int leastPrintedHeight = 22 * spacing;
constexpr int printedHeading = 4 * spacing;

}  // namespace

WallPrint::WallPrint(const CurvesScene& scene, const std::vector<WallCard*>& cards, int columns)
    : scene_(scene),
      cards_(cards),
      plot_(std::max(leastPrintedWidth, cards.front()->plot()->width()),
            std::max(leastPrintedHeight, cards.front()->plot()->height())),
      legend_({}, cards.front()->plot()->font(), 0) {
    place(std::max(1, columns));
    std::vector<const CurvesPlot*> plots;
    for (const WallCard* card : cards_) plots.push_back(card->plot());
    const QFont font = cards_.front()->plot()->font();
    legend_ = PrintedLegend(legendEntries(scene_, plots, metrics()), font, size_.width());
    size_.setHeight(below_ + legend_.height() + spacing);
}

void WallPrint::place(int columns) {
    const int line = titleHeight(*cards_.front()->plot());
    const QSize cell(plot_.width() + spacing, plot_.height() + line + spacing);
    int top = spacing, column = 0, widest = 0;
    QString section;
    for (WallCard* card : cards_) {
        const QString own = card->card().pinned ? QString() : card->card().section;
        if (column == columns || (own != section && column > 0)) {
            column = 0;
            top += cell.height();
        }
        if (own != section) {
            section = own;
            headings_.push_back({section, top});
            top += printedHeading;
        }
        placed_.push_back({card, QPoint(spacing + column * cell.width(), top)});
        widest = std::max(widest, ++column);
    }
    below_ = top + cell.height();
    size_ = QSize(spacing + widest * cell.width(), below_);
}

std::vector<std::string> WallPrint::metrics() const {
    std::vector<std::string> all;
    for (const WallCard* card : cards_) {
        all.push_back(card->card().metric.toStdString());
        if (!card->card().beside.isEmpty()) all.push_back(card->card().beside.toStdString());
    }
    return all;
}

void WallPrint::paint(QPaintDevice* device) const {
    const CurvesPlot& first = *cards_.front()->plot();
    const ChartTheme theme = ChartTheme::of(first.palette());
    QCPPainter painter(device);
    painter.setMode(QCPPainter::pmVectorized);
    painter.fillRect(QRect(QPoint(), size_), theme.background);
    for (const Placed& one : placed_) paintTitledPlot(painter, one.card->scene(), *one.card->plot(), one.corner, plot_);
    painter.setPen(theme.text);
    painter.setFont(headingFont());
    for (const Heading& heading : headings_)
        painter.drawText(QRect(spacing, heading.top, size_.width() - 2 * spacing, printedHeading),
                         Qt::AlignLeft | Qt::AlignVCenter, heading.text);
    legend_.paint(painter, QPoint(0, below_), theme.text);
}

ChartExport exportWall(const CurvesScene& scene, const std::vector<WallCard*>& cards, int columns) {
    const WallPrint print(scene, cards, columns);
    return {QStringLiteral("all-metrics"), print.size(), [print](QPaintDevice* device) { print.paint(device); },
            [&scene, metrics = print.metrics()] { return curveNumbers(scene, metrics); }, scene.lacks};
}

}  // namespace lathe::gui
