// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/wall_card.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/charts/chart_exports.h"
#include "widgets/charts/chart_menu.h"
#include "widgets/charts/curves_export.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/common/elide.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

constexpr int cardHeight = 22 * spacing;

QToolButton* makeButton(const QString& iconName, const QString& tip) {
    auto* button = new QToolButton;
    button->setIcon(icon(iconName, IconTone::muted));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

WallCard::WallCard(const MetricCard& card, const CurvesScene& scene, QWidget* parent)
    : QFrame(parent), card_(card), main_(scene), scene_(scene.data), plot_(nullptr) {
    setObjectName(QStringLiteral("wallCard"));
    setFrameShape(QFrame::StyledPanel);
    scene_.metric = card.metric.toStdString();
    scene_.beside = card.beside.toStdString();
    scene_.follow(main_);
    plot_ = new CurvesPlot(scene_, this);
    plot_->setAccessibleName(tr("Curves of %1").arg(card.title()));
    plot_->setMinimumHeight(cardHeight);
    auto* title = new ElideLabel;  // a long name must not make the card wider than its column
    title->setObjectName(QStringLiteral("wallCardTitle"));
    title->setFullText(card.title());
    pin_ = makeButton(QStringLiteral("star"), tr("Pin %1 to the top").arg(card.metric));
    pin_->setObjectName(QStringLiteral("wallCardPin"));
    pin_->setCheckable(true);
    connect(pin_, &QToolButton::clicked, this, &WallCard::pinToggled);
    export_ = makeButton(QStringLiteral("export"), tr("Export %1").arg(card.title()));
    export_->setObjectName(QStringLiteral("wallCardExport"));
    connect(export_, &QToolButton::clicked, this, &WallCard::askAndExport);
    open_ = makeButton(QStringLiteral("find"), tr("Show %1 alone").arg(card.metric));
    open_->setObjectName(QStringLiteral("wallCardOpen"));
    connect(open_, &QToolButton::clicked, this, &WallCard::opened);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(spacing, spacing / 2, spacing / 2, 0);
    head->addWidget(title, 1);
    head->addWidget(pin_);
    head->addWidget(export_);
    head->addWidget(open_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(plot_, 1);
    new ChartMenu(*plot_, [this](QMenu& menu) { fillMenu(menu); });
    setPinned(card.pinned);
}

WallCard::~WallCard() = default;

void WallCard::fillMenu(QMenu& menu) {
    const auto add = [&](const char* name, const QString& text, auto what) {
        QAction* action = menu.addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, what);
    };
    add("wallMenuExport", tr("&Export this chart as PNG, SVG, PDF or CSV…"), &WallCard::askAndExport);
    add("wallMenuExportAll", tr("Export &all charts…"), &WallCard::wallExportRequested);
    menu.addSeparator();
    add("wallMenuOpen", tr("&Show it alone"), &WallCard::opened);
}

void WallCard::askAndExport() {
    const auto exported = [this] {
        refresh();  // it may have been scrolled away since
        return exportCurves(scene_, *plot_);
    };
    ChartExports::of(*this).ask(*this, card_.metric, exported, pointsOf(main_));
}

QList<QWidget*> WallCard::tabOrder() const {
    return {pin_, export_, open_, plot_};
}

void WallCard::setPinned(bool pinned) {
    card_.pinned = pinned;
    pin_->setChecked(pinned);
    pin_->setIcon(icon(QStringLiteral("star"), pinned ? IconTone::accent : IconTone::muted));
}

void WallCard::refresh() {
    if (!stale_) return;
    stale_ = false;
    scene_.follow(main_);
    plot_->refresh();
}

void WallCard::setAxisKinds() {
    scene_.follow(main_);
    plot_->setAxisKinds();
    stale_ = true;
}

// Also when it is not seen.
void WallCard::forgetLines() {
    scene_.follow(main_);
    plot_->refresh();
    stale_ = true;
}

void WallCard::setHighlightedRun(std::optional<int> run) {
    scene_.highlighted = run;
    plot_->updateHighlight();
}

}  // namespace lathe::gui
