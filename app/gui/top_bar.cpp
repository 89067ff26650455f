// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/top_bar.h"

#include <QAction>
#include <QToolButton>

#include "app/gui/device_combo.h"
#include "widgets/common/elide.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

TopBar::TopBar(QAction* runOnce, QAction* start, QAction* enqueue, QAction* stop, QAction* resume, QAction* commands,
               QWidget* parent)
    : OverflowRow(parent), title_(new ElideLabel(this)), where_(new ElideLabel(this)), devices_(new DeviceCombo(this)) {
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    title_->setObjectName(QStringLiteral("fileTitle"));
    where_->setObjectName(QStringLiteral("fileFolder"));
    where_->setProperty("muted", true);

    setMargins(QMargins(2 * spacing, spacing, spacing, spacing));
    title_->setMaximumWidth(40 * spacing);
    addWidget(title_, Keep::always);
    addSpacing(spacing / 2);
    addWidget(where_, Keep::always, 1);
    addWidget(devices_, Keep::longer);
    for (QAction* action : {runOnce, start, enqueue, stop, resume, commands}) {
        auto* button = new QToolButton(this);
        button->setObjectName(action->objectName() + QStringLiteral("TopButton"));
        setPlainAction(*button, *action, action == start ? IconTone::onAccent : IconTone::text);
        button->setFocusPolicy(Qt::TabFocus);
        button->setIconSize(QSize(18, 18));
        const bool small = action != runOnce && action != start;
        button->setToolButtonStyle(small ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
        button->setProperty("primary", action == start);
        button->setProperty("outlined", action == runOnce);
        addWidget(button, small ? Keep::whileItFits : Keep::always);
    }
}

void TopBar::setFile(const QString& title, const QString& where, bool modified) {
    title_->setFullText(modified ? title + QStringLiteral(" *") : title);
    where_->setFullText(where);
}

}  // namespace lathe::gui
