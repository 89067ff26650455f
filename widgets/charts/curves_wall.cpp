// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_wall.h"

#include <algorithm>
#include <cmath>

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "widgets/charts/chart_exports.h"
#include "widgets/charts/curves_export.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/wall_card.h"
#include "widgets/charts/wall_print.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

constexpr int cardWidth = 32 * spacing;  // at least

}  // namespace

CurvesWall::CurvesWall(const CurvesScene& scene, QWidget* parent)
    : QWidget(parent),
      scene_(scene),
      filter_(new QLineEdit),
      empty_(new QLabel),
      area_(new QScrollArea),
      grid_(new QWidget),
      layout_(new QGridLayout(grid_)) {
    setObjectName(QStringLiteral("curvesWall"));
    filter_->setObjectName(QStringLiteral("curvesWallFilter"));
    filter_->setAccessibleName(tr("Metrics to show"));
    filter_->setPlaceholderText(tr("Metrics: a regular expression, e.g. loss|acc"));
    filter_->setClearButtonEnabled(true);
    filter_->addAction(icon(QStringLiteral("filter"), IconTone::muted), QLineEdit::LeadingPosition);
    connect(filter_, &QLineEdit::textChanged, this, &CurvesWall::rebuild);
    empty_->setObjectName(QStringLiteral("curvesWallEmpty"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    area_->setObjectName(QStringLiteral("curvesWallArea"));
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area_->setWidget(grid_);
    layout_->setContentsMargins(spacing, 0, spacing, spacing);
    layout_->setSpacing(spacing);
    connect(area_->verticalScrollBar(), &QScrollBar::valueChanged, this, &CurvesWall::refreshVisible);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing / 2);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(spacing, 0, spacing, 0);
    bar->addWidget(filter_);
    layout->addLayout(bar);
    layout->addWidget(empty_, 1);
    layout->addWidget(area_, 1);
    rebuild();
}

CurvesWall::~CurvesWall() = default;

void CurvesWall::setMetrics(const QStringList& metrics) {
    if (metrics == metrics_) return;
    metrics_ = metrics;
    // Nobody may ever look at them, and each is a widget with a picture of its own.
    if (isVisible() || metrics.isEmpty()) rebuild();
}

void CurvesWall::setPinned(const QSet<QString>& metrics) {
    pinned_ = metrics;
    rebuild();
}

void CurvesWall::togglePin(const QString& metric) {
    if (!pinned_.remove(metric)) pinned_.insert(metric);
    rebuild();
}

// Charts that stay are kept with their zoom; only the others are made or go.
void CurvesWall::rebuild() {
    const QRegularExpression wanted(filter_->text(), QRegularExpression::CaseInsensitiveOption);
    std::vector<WallCard*> kept;
    for (const MetricCard& card : metricCards(metrics_, pinned_, wanted)) {
        const auto same = std::ranges::find_if(cards_, [&](const WallCard* one) {
            return one->card().metric == card.metric && one->card().beside == card.beside;
        });
        if (same == cards_.end()) {
            kept.push_back(makeCard(card));
            continue;
        }
        (*same)->setPinned(card.pinned);
        kept.push_back(*same);
        cards_.erase(same);
    }
    for (WallCard* gone : cards_) gone->deleteLater();
    for (WallCard* gone : cards_) gone->hide();
    cards_ = std::move(kept);
    empty_->setText(!wanted.isValid()    ? tr("This is no regular expression: %1").arg(wanted.errorString())
                    : metrics_.isEmpty() ? tr("No metrics yet.")
                                         : tr("No metric matches."));
    empty_->setVisible(cards_.empty());
    area_->setVisible(!cards_.empty());
    columns_ = 0;
    place();
}

WallCard* CurvesWall::makeCard(const MetricCard& card) {
    auto* made = new WallCard(card, scene_, grid_);
    connectPlot(made);
    connect(made, &WallCard::opened, this, [this, metric = card.metric] { Q_EMIT metricOpened(metric); });
    connect(made, &WallCard::wallExportRequested, this, &CurvesWall::askAndExport);
    connect(
        made, &WallCard::pinToggled, this, [this, metric = card.metric] { togglePin(metric); },
        Qt::QueuedConnection);  // rebuilds what the button is part of
    return made;
}

void CurvesWall::connectPlot(WallCard* card) {
    CurvesPlot* plot = card->plot();
    connect(plot, &CurvesPlot::runHovered, this, &CurvesWall::runHovered);
    connect(plot, &CurvesPlot::runClicked, this, &CurvesWall::runClicked);
    connect(plot, &CurvesPlot::zoomedChanged, this, &CurvesWall::zoomedChanged);
    connect(plot, &CurvesPlot::keysEdited, this, [this, plot] {
        for (WallCard* other : cards_)
            if (other->plot() != plot) other->plot()->takeKeys(*plot);
        Q_EMIT keysEdited();
    });
    connect(plot, &CurvesPlot::keyPointedAt, this, [this, plot](double key) {
        for (WallCard* other : cards_)
            if (other->plot() != plot) other->plot()->pointAt(std::isnan(key) ? std::nullopt : std::optional(key));
    });
}

void CurvesWall::place() {
    const int columns = std::max(1, (area_->viewport()->width() - spacing) / (cardWidth + spacing));
    if (columns == columns_) return;
    columns_ = columns;
    for (QLabel* heading : headings_) delete heading;
    headings_.clear();
    while (QLayoutItem* item = layout_->takeAt(0)) delete item;
    int row = 0, column = 0;
    QString section;
    for (WallCard* card : cards_) {
        const QString own = card->card().pinned ? QString() : card->card().section;
        if (own != section) {
            if (column > 0) ++row;
            column = 0;
            section = own;
            auto* heading = new QLabel(section, grid_);
            heading->setTextFormat(Qt::PlainText);
            heading->setFont(headingFont());
            headings_.push_back(heading);
            layout_->addWidget(heading, row++, 0, 1, columns);
        }
        layout_->addWidget(card, row, column);
        card->show();
        if (++column == columns) {
            column = 0;
            ++row;
        }
    }
    for (int i = 0; i < layout_->columnCount(); ++i) layout_->setColumnStretch(i, i < columns ? 1 : 0);
    arrangeTabOrder();
    refreshVisible();
}

// As they stand, not as they were made: a chart that is pinned has gone to the top.
void CurvesWall::arrangeTabOrder() {
    QWidget* before = filter_;
    for (const WallCard* card : cards_)
        for (QWidget* next : card->tabOrder()) {
            setTabOrder(before, next);
            before = next;
        }
}

void CurvesWall::refresh() {
    for (WallCard* card : cards_) card->invalidate();
    refreshVisible();
}

void CurvesWall::refreshVisible() {
    if (!isVisible()) return;
    for (WallCard* card : cards_)
        if (!card->visibleRegion().isEmpty()) card->refresh();
}

void CurvesWall::askAndExport() {
    if (cards_.empty()) return;
    const auto chart = [this] { return exported(); };
    ChartExports::of(*this).ask(*this, tr("all-metrics"), chart, pointsOf(scene_));
}

// Those that were never scrolled to are as old as they were last seen.
ChartExport CurvesWall::exported() {
    if (cards_.empty()) return {};
    for (WallCard* card : cards_) card->refresh();
    return exportWall(scene_, cards_, columns_);
}

std::vector<const CurvesPlot*> CurvesWall::seenPlots() const {
    std::vector<const CurvesPlot*> plots;
    for (const WallCard* card : cards_)
        if (!card->visibleRegion().isEmpty()) plots.push_back(card->plot());
    return plots;
}

QString CurvesWall::filter() const {
    return filter_->text();
}

void CurvesWall::setFilter(const QString& filter) {
    filter_->setText(filter);
}

void CurvesWall::setAxisKinds() {
    for (WallCard* card : cards_) card->setAxisKinds();
    refreshVisible();
}

void CurvesWall::forgetLines() {
    for (WallCard* card : cards_) card->forgetLines();
}

void CurvesWall::setHighlightedRun(std::optional<int> run) {
    for (WallCard* card : cards_) card->setHighlightedRun(run);
}

void CurvesWall::resetZoom() {
    for (WallCard* card : cards_) card->plot()->resetZoom();
}

bool CurvesWall::isZoomed() const {
    return std::ranges::any_of(cards_, [](const WallCard* card) { return card->plot()->isZoomed(); });
}

void CurvesWall::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
    refreshVisible();
}

void CurvesWall::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    rebuild();
    refresh();
}

}  // namespace lathe::gui
