// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/plain_label.h"

#include <QAction>
#include <QToolButton>

namespace lathe::gui {

QString plainLabel(QString text) {
    const qsizetype at = text.indexOf(QLatin1String("(&"));
    if (at > 0 && text.indexOf(QLatin1Char(')'), at) == at + 3) text.remove(at, 4);
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('&') && i + 1 < text.size()) ++i;
        plain += text[i];
    }
    if (plain.endsWith(QChar(0x2026))) plain.chop(1);
    if (plain.endsWith(QLatin1String("..."))) plain.chop(3);
    return plain.trimmed();
}

QString menuText(QString name) {
    return name.replace(QLatin1Char('&'), QLatin1String("&&"));
}

void setPlainAction(QToolButton& button, QAction& action, IconTone tone) {
    const auto follow = [&button, &action, tone] {
        const QString label = plainLabel(action.text());
        if (action.iconText() != label) action.setIconText(label);
        button.setAccessibleName(label);
        // The button takes the action's own icon at each change of it.
        if (tone != IconTone::text) button.setIcon(icon(action.icon().name(), tone));
    };
    button.setDefaultAction(&action);
    follow();
    QObject::connect(&action, &QAction::changed, &button, follow);
}

}  // namespace lathe::gui
