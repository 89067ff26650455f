// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QTreeView>

#include "tests/test_program.h"
#include "widgets/common/command_model.h"
#include "widgets/common/command_palette.h"
#include "widgets/common/fuzzy_match.h"

using namespace lathe::gui;

namespace {

QStringList names(const CommandModel& model) {
    QStringList result;
    for (int i = 0; i < model.rowCount(); ++i) result << model.index(i, 0).data().toString();
    return result;
}

}  // namespace

class TestCommandPalette : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void lettersMatchInOrderOnly() {
        QVERIFY(fuzzyScore(QStringLiteral("ss"), QStringLiteral("Run: Start search")));
        QVERIFY(fuzzyScore(QStringLiteral("START s"), QStringLiteral("Run: Start search")));
        QVERIFY(!fuzzyScore(QStringLiteral("sz"), QStringLiteral("Run: Start search")));
        QVERIFY(!fuzzyScore(QStringLiteral("hcraes"), QStringLiteral("search")));
        QVERIFY(!fuzzyScore(QStringLiteral("a"), QString()));
        QCOMPARE(fuzzyScore(QStringLiteral("  "), QStringLiteral("anything")), std::optional<int>(0));
    }

    void wordStartsAndRunsScoreMore() {
        const auto score = [](const char* p, const char* t) {
            return fuzzyScore(QString::fromUtf8(p), QString::fromUtf8(t)).value();
        };
        QVERIFY(score("sa", "Save as") > score("sa", "Erase all of it"));
        QVERIFY(score("ss", "Start search") > score("ss", "Possess"));
        QVERIFY(score("copy", "Copy") > score("copy", "Copy headless command"));
        QVERIFY(score("검색", "실행: 검색 시작") > 0);
    }

    void listsEveryActionOnceWithItsShortcut() {
        QMainWindow window;
        QMenu* run = window.menuBar()->addMenu(QStringLiteral("&Run"));
        QAction* start = run->addAction(QStringLiteral("&Start search"));
        start->setShortcut(QKeySequence(QStringLiteral("Ctrl+F5")));
        window.addAction(start);
        run->addSeparator();
        run->addMenu(QStringLiteral("Sub"))->addAction(QStringLiteral("Inner\u2026"));
        run->addAction(QStringLiteral("Hidden"))->setVisible(false);
        auto* room = new QWidget(&window);
        auto* roomAction = new QAction(QStringLiteral("실행(&R)"), room);
        room->addAction(roomAction);

        CommandModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.collect(&window);
        QStringList found = names(model);
        found.sort();
        QCOMPARE(found, QStringList({QStringLiteral("Run: Start search"), QStringLiteral("Sub: Inner"),
                                     QStringLiteral("실행")}));
        model.setFilter(QStringLiteral("srch"));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.actionAt(0), start);
        QCOMPARE(model.index(0, CommandModel::Shortcut).data().toString(), QStringLiteral("Ctrl+F5"));
        model.setFilter(QStringLiteral("zzz"));
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.actionAt(0), nullptr);
    }

    void whatActsOnAHiddenRoomIsNotOffered() {
        QMainWindow window;
        auto* rooms = new QStackedWidget;
        window.setCentralWidget(rooms);
        const auto addRoom = [&](const char* command) {
            auto* room = new QWidget;
            auto* list = new QWidget(room);
            rooms->addWidget(room);
            list->addAction(new QAction(QLatin1String(command), room));
            auto* menu = new QMenu(list);  // its context menu
            menu->addActions(list->actions());
        };
        addRoom("Delete key");
        addRoom("Run again");
        auto* quit = new QAction(QStringLiteral("Quit"), &window);
        window.addAction(quit);
        CommandModel model;
        model.collect(&window);
        QCOMPARE(names(model), (QStringList{QStringLiteral("Delete key"), QStringLiteral("Quit")}));
        rooms->setCurrentIndex(1);
        model.collect(&window);
        QCOMPARE(names(model), (QStringList{QStringLiteral("Quit"), QStringLiteral("Run again")}));
    }

    void actionThatIsGoneIsSafe() {
        QMainWindow window;
        auto* action = new QAction(QStringLiteral("Soon gone"), &window);
        CommandModel model;
        model.collect(&window);
        QCOMPARE(model.rowCount(), 1);
        delete action;
        QCOMPARE(model.actionAt(0), nullptr);
        QVERIFY(!model.index(0, 0).data().isValid());
    }

    void typeAndEnterTriggers() {
        QMainWindow window;
        auto* one = new QAction(QStringLiteral("Open file"), &window);
        auto* off = new QAction(QStringLiteral("Open folder"), &window);
        auto* two = new QAction(QStringLiteral("Open example"), &window);
        off->setEnabled(false);
        QSignalSpy first(one, &QAction::triggered);
        QSignalSpy disabled(off, &QAction::triggered);
        QSignalSpy second(two, &QAction::triggered);
        CommandPalette palette(&window);
        window.resize(800, 600);
        window.show();
        palette.open();
        QVERIFY(palette.isVisible());
        auto* filter = palette.findChild<QLineEdit*>(QStringLiteral("commandFilter"));
        QTest::keyClicks(filter, QStringLiteral("exam"));
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(second.size(), 1);
        QVERIFY(!palette.isVisible());

        palette.open();
        QVERIFY(filter->text().isEmpty());
        QTest::keyClicks(filter, QStringLiteral("folder"));
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(palette.isVisible());
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
        QCOMPARE(first.size(), 0);
        QCOMPARE(disabled.size(), 0);
    }

    void whatMatchesNothingIsSaid() {
        QMainWindow window;
        auto* only = new QAction(QStringLiteral("Open file"), &window);
        QSignalSpy triggered(only, &QAction::triggered);
        CommandPalette palette(&window);
        window.resize(800, 600);
        window.show();
        palette.open();
        auto* filter = palette.findChild<QLineEdit*>(QStringLiteral("commandFilter"));
        auto* list = palette.findChild<QTreeView*>(QStringLiteral("commandList"));
        auto* title = palette.findChild<QLabel*>(QStringLiteral("emptyTitle"));
        QVERIFY(list->isVisible() && !title->isVisible());
        QVERIFY(filter->accessibleDescription().isEmpty());
        QTest::keyClicks(filter, QStringLiteral(" zzz "));
        QVERIFY(title->isVisible() && !list->isVisible());
        QCOMPARE(title->text(), QStringLiteral("No command matches \u201czzz\u201d"));
        QCOMPARE(filter->accessibleDescription(), title->text());
        QTest::keyClick(filter, Qt::Key_Down);
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(palette.isVisible());
        QCOMPARE(triggered.size(), 0);
        filter->setText(QStringLiteral("open"));
        QVERIFY(list->isVisible() && !title->isVisible());
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(triggered.size(), 1);
    }

    void arrowsSkipWhatIsDisabled() {
        QMainWindow window;
        auto* a = new QAction(QStringLiteral("A"), &window);
        auto* b = new QAction(QStringLiteral("B"), &window);
        auto* c = new QAction(QStringLiteral("C"), &window);
        b->setEnabled(false);
        Q_UNUSED(a);
        QSignalSpy third(c, &QAction::triggered);
        CommandPalette palette(&window);
        window.show();
        palette.open();
        auto* filter = palette.findChild<QLineEdit*>(QStringLiteral("commandFilter"));
        QTest::keyClick(filter, Qt::Key_Down);
        QTest::keyClick(filter, Qt::Key_Down);
        QTest::keyClick(filter, Qt::Key_Enter);
        QTRY_COMPARE(third.size(), 1);
    }
};

LATHE_WINDOW_TEST(TestCommandPalette)
#include "test_command_palette.moc"
