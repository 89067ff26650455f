// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/accessible_combo.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QKeySequence>
#include <QLineEdit>

namespace lathe::gui {

namespace {

QAccessibleInterface* makeCombo(const QString&, QObject* object) {
    auto* combo = qobject_cast<QComboBox*>(object);
    return combo ? new AccessibleCombo(combo) : nullptr;
}

}  // namespace

AccessibleCombo::AccessibleCombo(QComboBox* combo) : QAccessibleWidget(combo, QAccessible::ComboBox) {}

void AccessibleCombo::install() {
    QAccessible::removeFactory(makeCombo);
    QAccessible::installFactory(makeCombo);
}

QComboBox* AccessibleCombo::combo() const {
    return static_cast<QComboBox*>(widget());
}

// The list, and the field of one that can be typed into.
int AccessibleCombo::childCount() const {
    return combo()->isEditable() ? 2 : 1;
}

QAccessibleInterface* AccessibleCombo::child(int index) const {
    if (index == 0) return QAccessible::queryAccessibleInterface(combo()->view());
    if (index == 1 && combo()->isEditable()) return QAccessible::queryAccessibleInterface(combo()->lineEdit());
    return nullptr;
}

int AccessibleCombo::indexOfChild(const QAccessibleInterface* child) const {
    if (child && child->object() == combo()->view()) return 0;
    if (child && combo()->isEditable() && child->object() == combo()->lineEdit()) return 1;
    return -1;
}

QAccessibleInterface* AccessibleCombo::childAt(int x, int y) const {
    const QLineEdit* line = combo()->lineEdit();
    return line && line->rect().contains(line->mapFromGlobal(QPoint(x, y))) ? child(1) : nullptr;
}

// The combo box has the focus for its field.
QAccessibleInterface* AccessibleCombo::focusChild() const {
    return combo()->isEditable() ? child(1) : nullptr;
}

QString AccessibleCombo::text(QAccessible::Text what) const {
    if (what == QAccessible::Value) return combo()->currentText();
    if (what == QAccessible::Accelerator) return QKeySequence(Qt::Key_Down).toString(QKeySequence::NativeText);
    return QAccessibleWidget::text(what);
}

QStringList AccessibleCombo::actionNames() const {
    return {showMenuAction(), pressAction()};
}

void AccessibleCombo::doAction(const QString& name) {
    if (name != showMenuAction() && name != pressAction()) return;
    if (combo()->view()->isVisible()) combo()->hidePopup();
    else combo()->showPopup();
}

QStringList AccessibleCombo::keyBindingsForAction(const QString&) const {
    return {};
}

}  // namespace lathe::gui
