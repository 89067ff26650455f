// SPDX-License-Identifier: GPL-3.0-or-later
// Everything can be reached: by its name, by Tab, and through the command palette.
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QSet>
#include <QSlider>
#include <QTabBar>
#include <QTreeView>

#include "tests/test_program.h"
#include "widgets/common/command_model.h"
#include "widgets/common/command_palette.h"
#include "widgets/config/configure_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

// Qt's own parts inside its composite widgets carry no name of their own.
bool isInner(const QWidget* widget) {
    if (widget->objectName().startsWith(QLatin1String("qt_"))) return true;
    const QWidget* parent = widget->parentWidget();
    if (parent && parent->inherits("QComboBoxPrivateContainer")) return true;
    return qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           qobject_cast<const QTabBar*>(parent) || qobject_cast<const QMenuBar*>(parent) ||
           qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QAbstractItemView*>(parent);
}

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
           qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QSlider*>(widget);
}

QString describe(const QWidget* widget) {
    QString path;
    for (const QWidget* at = widget; at; at = at->parentWidget())
        path.prepend(QStringLiteral("/%1:%2").arg(QLatin1String(at->metaObject()->className()), at->objectName()));
    return path;
}

}  // namespace

class TestReach : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyControlHasANameAndAnObjectName() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        QStringList nameless;
        for (const QWidget* widget : lathe.window().findChildren<QWidget*>()) {
            if (!isControl(widget) || isInner(widget)) continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            if (!named || widget->objectName().isEmpty()) nameless << describe(widget);
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    // What a combo box is called says what it is for; what is chosen is its value.
    void comboBoxesAreNamedByWhatTheyAre() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        int seen = 0;
        for (QComboBox* combo : lathe.window().findChildren<QComboBox*>()) {
            if (combo->accessibleName().isEmpty()) continue;
            auto* interface = QAccessible::queryAccessibleInterface(combo);
            QVERIFY(interface);
            QCOMPARE(interface->role(), QAccessible::ComboBox);
            QCOMPARE(interface->text(QAccessible::Name), combo->accessibleName());
            QCOMPARE(interface->text(QAccessible::Value), combo->currentText());
            QCOMPARE(interface->indexOfChild(interface->child(0)), 0);
            ++seen;
        }
        QVERIFY(seen > 8);
    }

    void tabReachesEveryControlOfTheRoom() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        lathe.window().activateWindow();
        QStringList missed;
        for (const auto room : {MainWindow::Configure, MainWindow::Train, MainWindow::Review}) {
            lathe.window().showRoom(room);
            QSet<const QWidget*> reached;
            QWidget* first = lathe.window().nextInFocusChain();
            for (QWidget* at = first;;) {
                if (at->focusPolicy() & Qt::TabFocus) reached << at;
                at = at->nextInFocusChain();
                if (at == first) break;
            }
            for (const QWidget* widget : lathe.window().findChildren<QWidget*>()) {
                if (!isControl(widget) || isInner(widget) || !widget->isVisible() || !widget->isEnabled()) continue;
                if (!reached.contains(widget)) missed << describe(widget);
            }
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1Char('\n'))));
    }

    void paletteListsWhatCanBeSeenToAct() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        const auto offered = [&](MainWindow::Room room) {
            lathe.window().showRoom(room);
            CommandModel model;
            model.collect(&lathe.window());
            QSet<QString> names;
            for (int row = 0; row < model.rowCount(); ++row) names << model.actionAt(row)->objectName();
            return names;
        };
        const QSet<QString> configure = offered(MainWindow::Configure);
        const QSet<QString> train = offered(MainWindow::Train);
        const QSet<QString> review = offered(MainWindow::Review);
        for (const char* name :
             {"openAction", "saveAction", "startSearchAction", "runOnceAction", "findLearningRateAction",
              "findBatchSizeAction", "stopAction", "pauseAction", "checkAgainAction", "copyCommandAction",
              "exportResolvedAction", "exportHeadlessAction", "configureRoomAction", "trainRoomAction",
              "reviewRoomAction", "themeDarkAction", "languageKoreanAction", "rerunFailedAction", "queueRunAction"})
            for (const auto& names : {configure, train, review}) QVERIFY2(names.contains(QLatin1String(name)), name);
        for (const QAction* action : lathe.window().configurePage()->editActions()) {
            QVERIFY2(configure.contains(action->objectName()), qPrintable(action->objectName()));
            QVERIFY2(!train.contains(action->objectName()), qPrintable(action->objectName()));
            QVERIFY2(!review.contains(action->objectName()), qPrintable(action->objectName()));
        }
        for (const char* name : {"cloneTrialAction", "queueHoldAction", "queueRemoveAction"})
            QVERIFY2(train.contains(QLatin1String(name)) && !configure.contains(QLatin1String(name)), name);
        QVERIFY(review.contains(QStringLiteral("reviewExport")) && !train.contains(QStringLiteral("reviewExport")));
    }

    // What the palette offered there deleted the selected key of the hidden config.
    void aCommandOfAHiddenRoomDoesNothing() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        auto* tree = lathe.find<QTreeView>("configTree");
        tree->setCurrentIndex(tree->model()->index(0, 0));
        auto* erase = lathe.action("deleteKey");
        QTRY_VERIFY(erase->isEnabled());
        lathe.window().showRoom(MainWindow::Review);
        // Neither a key nor the palette reaches what is not enabled.
        QVERIFY(!erase->isEnabled() && !erase->isVisible());
        const auto* edit = qobject_cast<const QMenu*>(lathe.window().menuBar()->actions().at(1)->menu());
        QVERIFY(edit && !edit->menuAction()->isVisible());
        lathe.window().showRoom(MainWindow::Configure);
        QVERIFY(erase->isEnabled() && edit->menuAction()->isVisible());
        erase->trigger();
        QVERIFY(lathe.window().configurePage()->isModified());
    }

    void paletteChangesTheRoom() {
        WindowFixture lathe;
        lathe.action("commandPaletteAction")->trigger();
        auto* palette = lathe.find<CommandPalette>("commandPalette");
        QVERIFY(palette->isVisible());
        auto* filter = lathe.find<QLineEdit>("commandFilter");
        QTest::keyClicks(filter, QStringLiteral("view review"));
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(lathe.window().room(), MainWindow::Review);
    }

    void shortcutsAreUnique() {
        WindowFixture lathe;
        QHash<QString, QAction*> taken;
        for (QAction* action : lathe.window().findChildren<QAction*>()) {
            const QString keys = action->shortcut().toString();
            if (keys.isEmpty() || action->shortcutContext() == Qt::WidgetWithChildrenShortcut ||
                action->shortcutContext() == Qt::WidgetShortcut)
                continue;
            QVERIFY2(!taken.contains(keys), qPrintable(keys + QStringLiteral(": ") + action->objectName()));
            taken.insert(keys, action);
        }
    }
};

LATHE_WINDOW_TEST(TestReach)
#include "test_reach.moc"
