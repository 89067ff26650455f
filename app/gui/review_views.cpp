// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/review_views.h"

#include <algorithm>

#include <QInputDialog>
#include <QMenu>

#include "app/gui/settings.h"
#include "widgets/common/icons.h"
#include "widgets/common/natural_order.h"
#include "widgets/common/plain_label.h"
#include "widgets/runs/review_page.h"

namespace lathe::gui {

namespace {

const QString lastViewKey = QStringLiteral("review/last");
const QString viewsGroup = QStringLiteral("review/views");

// Any text as a key of the settings, where a slash would begin a group.
QString keyOf(const QString& name) {
    return QStringLiteral("%1/%2").arg(viewsGroup, QString::fromLatin1(name.toUtf8().toHex()));
}

}  // namespace

ReviewViews::ReviewViews(ReviewPage& page, QObject* parent) : QObject(parent), page_(page) {
    page_.restoreView(openSettings()->value(lastViewKey).toByteArray());
    QMenu* menu = page_.viewsMenu();
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(*menu); });
}

void ReviewViews::rememberLast() const {
    openSettings()->setValue(lastViewKey, page_.saveView());
}

QStringList ReviewViews::names() {
    const auto settings = openSettings();
    settings->beginGroup(viewsGroup);
    QStringList names;
    for (const QString& key : settings->childKeys()) names << QString::fromUtf8(QByteArray::fromHex(key.toLatin1()));
    std::ranges::sort(names, NaturalOrder());
    return names;
}

void ReviewViews::save(const QString& name) const {
    openSettings()->setValue(keyOf(name), page_.saveView());
}

void ReviewViews::show(const QString& name) {
    page_.restoreView(openSettings()->value(keyOf(name)).toByteArray());
}

void ReviewViews::remove(const QString& name) {
    openSettings()->remove(keyOf(name));
}

void ReviewViews::fillMenu(QMenu& menu) {
    menu.clear();
    const QStringList known = names();
    for (const QString& name : known) menu.addAction(menuText(name), this, [this, name] { show(name); });
    if (known.isEmpty()) menu.addAction(tr("No views are saved yet"))->setEnabled(false);
    menu.addSeparator();
    menu.addAction(icon(QStringLiteral("save")), tr("Save this view…"), this, &ReviewViews::askForName);
    auto* removing = menu.addMenu(icon(QStringLiteral("delete")), tr("Delete a view"));
    removing->setEnabled(!known.isEmpty());
    for (const QString& name : known) removing->addAction(menuText(name), this, [name] { remove(name); });
}

void ReviewViews::askForName() {
    auto* dialog = new QInputDialog(&page_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this view"));
    dialog->setLabelText(tr("Name of the view"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (!name.trimmed().isEmpty()) save(name.trimmed());
    });
    dialog->open();
}

}  // namespace lathe::gui
