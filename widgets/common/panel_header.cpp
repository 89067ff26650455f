// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/panel_header.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

PanelHeader::PanelHeader(const QString& title, QWidget* parent)
    : QWidget(parent), title_(new QLabel(title, this)), layout_(new QHBoxLayout(this)) {
    title_->setProperty("section", true);
    layout_->setContentsMargins(2 * spacing, spacing / 2, spacing, spacing / 2);
    layout_->setSpacing(spacing / 2);
    layout_->addWidget(title_, 1);
    setMinimumHeight(5 * spacing - 4);
}

void PanelHeader::setTitle(const QString& title) {
    title_->setText(title);
}

void PanelHeader::addAction(QAction* action) {
    auto* button = new QToolButton(this);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    setPlainAction(*button, *action);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize(QSize(2 * spacing, 2 * spacing));
    layout_->addWidget(button);
}

void PanelHeader::addWidget(QWidget* widget) {
    layout_->addWidget(widget);
}

}  // namespace lathe::gui
