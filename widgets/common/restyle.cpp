// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/restyle.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace lathe::gui {

void restyle(QWidget& widget, const char* property, bool on) {
    if (widget.property(property).toBool() == on) return;
    widget.setProperty(property, on);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

}  // namespace lathe::gui
