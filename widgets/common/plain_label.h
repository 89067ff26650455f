// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of actions without the mark of their key and without dots (for where there is no Alt key to press, and for
// screen readers), and names as such texts. GUI thread.
#pragma once

#include <QString>

#include "widgets/common/icons.h"

class QAction;
class QToolButton;

namespace lathe::gui {

// "&Open..." -> "Open", "Sa&&ve" -> "Sa&ve", and as translations put it where the letter is not in the word,
// "열기(&O)" -> "열기".
QString plainLabel(QString text);

// A name as the text of an action: a '&' in it is no mark of a key.
QString menuText(QString name);

// Makes it the action's button, with the plain text as its label and accessible name. `tone`: of its icon, which is one
// of Lathe's.
void setPlainAction(QToolButton& button, QAction& action, IconTone tone = IconTone::text);

}  // namespace lathe::gui
