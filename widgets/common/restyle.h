// SPDX-License-Identifier: GPL-3.0-or-later
// A property of a widget that the theme goes by, as in QLabel[bad="true"]. GUI thread.
#pragma once

class QWidget;

namespace lathe::gui {

// Sets it, and has the widget look so: a style sheet asks for properties only once.
void restyle(QWidget& widget, const char* property, bool on);

}  // namespace lathe::gui
