// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/wall_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/charts/curves_plot.h"
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
    auto* title = new QLabel(card.title());
    title->setTextFormat(Qt::PlainText);
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title->setToolTip(card.title());
    pin_ = makeButton(QStringLiteral("star"), tr("Pin %1 to the top").arg(card.metric));
    pin_->setCheckable(true);
    connect(pin_, &QToolButton::clicked, this, &WallCard::pinToggled);
    auto* open = makeButton(QStringLiteral("find"), tr("Show %1 alone").arg(card.metric));
    connect(open, &QToolButton::clicked, this, &WallCard::opened);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(spacing, spacing / 2, spacing / 2, 0);
    head->addWidget(title, 1);
    head->addWidget(pin_);
    head->addWidget(open);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(plot_, 1);
    setPinned(card.pinned);
}

WallCard::~WallCard() = default;

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
