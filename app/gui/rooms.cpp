// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/rooms.h"

#include <utility>

#include <QAction>

namespace lathe::gui {

namespace {

bool takesKeys(const QWidget* widget, const QWidget* page) {
    return (widget->focusPolicy() & Qt::TabFocus) && widget->isEnabled() && widget->isVisibleTo(page->window());
}

// What the page is there for; else its first control. Null: it has none.
QWidget* homeOf(QWidget* page) {
    if (auto* pages = qobject_cast<QStackedWidget*>(page)) return homeOf(pages->currentWidget());
    QWidget* home = page;
    while (home->focusProxy()) home = home->focusProxy();
    if (home != page && takesKeys(home, page)) return home;
    for (QWidget* each = page->nextInFocusChain(); each != page; each = each->nextInFocusChain())
        if (page->isAncestorOf(each) && takesKeys(each, page)) return each;
    return nullptr;
}

}  // namespace

Rooms::Rooms(QList<QAction*> actions, QMenuBar& menus) : actions_(std::move(actions)), commands_(menus) {}

bool Rooms::hasFocusInside() const {
    const QWidget* focused = window()->focusWidget();
    return !focused || isAncestorOf(focused);
}

void Rooms::showRoom(int room) {
    const bool inside = hasFocusInside();
    // A page that was there before has its own memory of where the keyboard was.
    const bool isNew = widget(room)->focusWidget() == nullptr;
    setCurrentIndex(room);
    commands_.show(room);
    actions_.at(room)->setChecked(true);
    if (inside && isNew) goHome();
}

void Rooms::goHome() {
    if (!hasFocusInside()) return;
    if (QWidget* home = homeOf(currentWidget())) home->setFocus(Qt::OtherFocusReason);
}

}  // namespace lathe::gui
