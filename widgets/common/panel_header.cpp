// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/panel_header.h"

#include <QAction>
#include <QLabel>
#include <QToolButton>

#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

PanelHeader::PanelHeader(const QString& title, QWidget* parent) : OverflowRow(parent), title_(new QLabel(title, this)) {
    title_->setProperty("section", true);
    setMargins(QMargins(2 * spacing, spacing / 2, spacing, spacing / 2));
    addWidget(title_, Keep::always, 1);
    setMinimumHeight(5 * spacing - 4);
}

void PanelHeader::setTitle(const QString& title) {
    title_->setText(title);
}

void PanelHeader::addAction(QAction* action, Keep keep) {
    auto* button = new QToolButton(this);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    setPlainAction(*button, *action);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize(QSize(2 * spacing, 2 * spacing));
    addWidget(button, keep);
}

}  // namespace lathe::gui
