// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/empty_state.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {
namespace {

constexpr int iconSize = 5 * spacing;
constexpr int textWidth = 52 * spacing;

}  // namespace

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent),
      icon_name_(iconName),
      icon_(new QLabel(this)),
      title_(new QLabel(this)),
      text_(new QLabel(this)),
      buttons_(new QHBoxLayout) {
    setAttribute(Qt::WA_StyledBackground, false);
    icon_->setAlignment(Qt::AlignCenter);
    title_->setObjectName(QStringLiteral("emptyTitle"));
    title_->setAlignment(Qt::AlignCenter);
    title_->setFont(headingFont());
    title_->setWordWrap(true);
    text_->setObjectName(QStringLiteral("emptyText"));
    text_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    text_->setWordWrap(true);
    text_->setMaximumWidth(textWidth);
    text_->setProperty("muted", true);
    buttons_->setSpacing(spacing);
    buttons_->setAlignment(Qt::AlignCenter);

    auto* text_row = new QHBoxLayout;
    text_row->addStretch();
    text_row->addWidget(text_, 1);
    text_row->addStretch();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(spacing);
    layout->addStretch(2);
    layout->addWidget(icon_);
    layout->addWidget(title_);
    layout->addLayout(text_row);
    layout->addSpacing(spacing);
    layout->addLayout(buttons_);
    layout->addStretch(3);
    setText(title, text);
    refreshIcon();
}

void EmptyState::setText(const QString& title, const QString& text) {
    title_->setText(title);
    text_->setText(text);
}

void EmptyState::addAction(QAction* action) {
    auto* button = new QPushButton(this);
    button->setObjectName(action->objectName() + QStringLiteral("EmptyButton"));
    const bool primary = buttons_->isEmpty();
    button->setProperty("primary", primary);
    const auto update = [button, action, primary] {
        button->setText(action->text());
        button->setAccessibleName(plainLabel(action->text()));
        button->setToolTip(action->toolTip());
        button->setEnabled(action->isEnabled());
        if (!primary) button->setIcon(action->icon());
    };
    update();
    connect(action, &QAction::changed, button, update);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    buttons_->addWidget(button);
}

void EmptyState::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) refreshIcon();
}

void EmptyState::refreshIcon() {
    icon_->setPixmap(icon(icon_name_, IconTone::muted).pixmap(iconSize, iconSize));
}

}  // namespace lathe::gui
