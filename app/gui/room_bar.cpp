// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/room_bar.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

RoomBar::RoomBar(const QList<QAction*>& rooms, QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("roomBar"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Rooms"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing, 0, spacing);
    layout->setSpacing(spacing / 2);
    for (QAction* room : rooms) {
        auto* button = new QToolButton(this);
        button->setObjectName(room->objectName() + QStringLiteral("Button"));
        setPlainAction(*button, *room);
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize(QSize(24, 24));
        button->setFocusPolicy(Qt::TabFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setMinimumSize(11 * spacing, 8 * spacing);
        layout->addWidget(button);
    }
    layout->addStretch();
}

}  // namespace lathe::gui
