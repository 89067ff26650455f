// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers between two starts.
#include <QHeaderView>
#include <QMainWindow>
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "app/gui/settings.h"
#include "app/gui/window_memory.h"
#include "tests/test_program.h"
#include "widgets/charts/curves_view.h"

using namespace lathe::gui;

namespace {

// A window with one splitter of two halves.
struct SplitWindow {
    QMainWindow window;
    QSplitter* splitter = new QSplitter;

    SplitWindow() {
        splitter->setObjectName(QStringLiteral("halves"));
        splitter->addWidget(new QWidget);
        splitter->addWidget(new QWidget);
        window.setCentralWidget(splitter);
        window.resize(400, 200);
        window.show();
    }
};

}  // namespace

class TestWindowMemory : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

  private Q_SLOTS:
    void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path()); }

    void everythingComesBack() {
        SplitWindow before;
        before.splitter->setSizes({100, 300});
        const QList<int> sizes = before.splitter->sizes();
        rememberWindow(before.window, {2, QStringLiteral("/tmp/e.yaml"), QStringLiteral("/tmp/runs")});
        SplitWindow after;
        const WindowMemory memory = recallWindow(after.window);
        QCOMPARE(memory.room, 2);
        QCOMPARE(memory.file, QStringLiteral("/tmp/e.yaml"));
        QCOMPARE(memory.workspace, QStringLiteral("/tmp/runs"));
        QCOMPARE(after.splitter->sizes(), sizes);
        QCOMPARE(after.window.size(), before.window.size());
    }

    void howCurvesAreShownIsKept() {
        const auto make = [](QMainWindow& window) {
            auto* curves = new CurvesView(&window);
            curves->setObjectName(QStringLiteral("someCurves"));
            window.setCentralWidget(curves);
            return curves;
        };
        QMainWindow before;
        make(before)->restoreLayout({{QStringLiteral("pinned"), QStringList{QStringLiteral("val_loss")}}});
        rememberWindow(before, {});
        QMainWindow after;
        const CurvesView* curves = make(after);
        recallWindow(after);
        QCOMPARE(curves->saveLayout().value(QStringLiteral("pinned")).toStringList(),
                 QStringList{QStringLiteral("val_loss")});
    }

    // Columns come and go: a width belongs to a name.
    void widthsThatPeopleSetAreKept() {
        const auto make = [](QMainWindow& window, const QStringList& names) {
            auto* table = new QTreeWidget(&window);
            table->setObjectName(QStringLiteral("things"));
            table->setHeaderLabels(names);
            table->header()->setStretchLastSection(false);  // it would take what the others leave
            window.setCentralWidget(table);
            window.resize(600, 200);
            window.show();
            return table->header();
        };
        QMainWindow before;
        QHeaderView* header = make(before, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        recallWindow(before);
        header->resizeSection(0, 77);  // by the program
        const int edge = header->sectionViewportPosition(1) + header->sectionSize(1) - 1;
        QTest::mousePress(header->viewport(), Qt::LeftButton, {}, {edge, 5});
        header->resizeSection(1, 133);  // as Qt does while the mouse drags
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, {edge + 20, 5});
        rememberWindow(before, {});
        QMainWindow after;
        header = make(after, {QStringLiteral("new"), QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")});
        const int untouched = header->sectionSize(3);
        recallWindow(after);
        QCOMPARE(header->sectionSize(2), 133);
        QCOMPARE(header->sectionSize(3), untouched);
    }

    void nothingRememberedIsTheFirstStart() {
        openSettings()->clear();
        SplitWindow first;
        const WindowMemory memory = recallWindow(first.window);
        QCOMPARE(memory.room, 0);
        QVERIFY(memory.file.isEmpty());
        QCOMPARE(first.window.size(), QSize(400, 200));
    }
};

LATHE_WINDOW_TEST(TestWindowMemory)
#include "test_window_memory.moc"
