// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reader is told of a combo box. On Linux Qt gives the chosen value as its name, too, so that one hears
// "step" where the control is the x axis; here the name says what it is, and the value what is chosen. GUI thread.
#pragma once

#include <QAccessibleWidget>

class QComboBox;

namespace lathe::gui {

class AccessibleCombo : public QAccessibleWidget {
  public:
    explicit AccessibleCombo(QComboBox* combo);

    // From now on for every combo box of this process; more than once does no harm.
    static void install();

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;
    QString text(QAccessible::Text what) const override;
    QStringList actionNames() const override;
    void doAction(const QString& name) override;
    QStringList keyBindingsForAction(const QString& name) const override;

  private:
    QComboBox* combo() const;
};

}  // namespace lathe::gui
