// SPDX-License-Identifier: GPL-3.0-or-later
// The charts as a person uses them: mouse and keyboard on the real widgets.
#include <cmath>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "tests/test_program.h"
#include "tests/widgets/charts/mouse_drag.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/charts/parallel_canvas.h"
#include "widgets/charts/parallel_view.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::dragMouse;

namespace {

ParallelTable drivenTable(int rows) {
    ParallelTable table;
    table.axes = {{"x", ParallelAxis::numeric, {}, false}, {"loss", ParallelAxis::numeric, {}, true}};
    for (int i = 0; i < rows; ++i) {
        table.rows.push_back({i, {ParallelCell::ofNumber(i), ParallelCell::ofNumber(rows - i)}});
    }
    return table;
}

}  // namespace

class TestChartsDriven : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void brushByMouse() {
        ParallelView view;
        view.setTable(drivenTable(11));
        view.resize(600, 300);
        view.show();
        auto* canvas = view.findChild<ParallelCanvas*>("parallelCanvas");
        QSignalSpy spy(&view, &ParallelView::brushedRunsChanged);
        const ParallelLayout layout = canvas->layoutFor(canvas->size());
        const auto at = [&](double height) { return QPoint(int(layout.x[0]), int(layout.y(height))); };
        dragMouse(canvas, at(0.55), at(1.02));
        QTRY_VERIFY(!spy.isEmpty());
        QTRY_COMPARE(spy.last().at(0).value<QSet<int>>(), (QSet<int>{6, 7, 8, 9, 10}));
        QTest::mouseClick(view.findChild<QToolButton*>("parallelExclude"), Qt::LeftButton);
        QTRY_COMPARE(spy.last().at(0).value<QSet<int>>(), (QSet<int>{0, 1, 2, 3, 4, 5}));
        QTest::mouseClick(view.findChild<QToolButton*>("parallelRestore"), Qt::LeftButton);
        QTRY_COMPARE(spy.last().at(0).value<QSet<int>>().size(), 11);
        view.findChild<QSlider*>("parallelTop")->setValue(10);
        QTRY_COMPARE(spy.last().at(0).value<QSet<int>>(), (QSet<int>{9, 10}));
    }

    // Nobody hits the end to the pixel, and the best trial is the one there.
    void aBrushToTheEndReachesIt() {
        ParallelView view;
        view.setTable(drivenTable(101));
        view.resize(600, 300);
        view.show();
        auto* canvas = view.findChild<ParallelCanvas*>("parallelCanvas");
        QSignalSpy spy(&view, &ParallelView::brushedRunsChanged);
        const ParallelLayout layout = canvas->layoutFor(canvas->size());
        const int x = int(layout.x[1]);
        dragMouse(canvas, {x, int(layout.y(0.3))}, {x, int(layout.y(0)) - 6});
        QTRY_VERIFY(!spy.isEmpty());
        QTRY_VERIFY(spy.last().at(0).value<QSet<int>>().contains(100));
        QVERIFY(view.leavesOut());
        dragMouse(canvas, {x, int(layout.y(1)) + 5}, {x, int(layout.y(0.8))});
        QTRY_VERIFY(spy.last().at(0).value<QSet<int>>().contains(0));
    }

    // A drag beyond the end of the axis goes on for as long as it is held.
    void oneDragWidensARangeFar() {
        HistogramView view;
        view.resize(400, 160);
        view.setSamples({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, false);
        view.setRange(1, 10);
        view.show();
        const HistogramLayout layout(view.size(), ChartScale{1 - 0.72, 10 + 0.72, false});
        const QPoint handle(int(layout.x(10)), int(layout.area().bottom()));
        QTest::mousePress(&view, Qt::LeftButton, {}, handle);
        const QPointF beyond(view.width() + 200.0, handle.y());
        QMouseEvent move(QEvent::MouseMove, beyond, view.mapToGlobal(beyond), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&view, &move);
        QTRY_VERIFY(view.rangeHigh() > 100);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, beyond.toPoint());
        QCOMPARE(view.rangeLow(), 1.0);
    }

    void chartsAreReadAsTables() {
        CurvesView view;
        view.addPoints(0, "loss", {{0, 1, 1}, {1, 2, 0.5}, {2, 3, 0.75}});
        view.addPoints(1, "loss", {{0, 1, 2}});
        view.setBestRun(0);
        view.show();
        view.findChild<QAction*>("curvesTable")->trigger();
        auto* dialog = view.findChild<QDialog*>("chartTableDialog");
        QVERIFY(dialog && !dialog->isModal());
        auto tables = dialog->findChildren<QTableView*>("chartTable");
        QCOMPARE(tables.size(), 2);
        // The trials, and then their points.
        if (tables[0]->model()->rowCount() > tables[1]->model()->rowCount()) tables.swapItemsAt(0, 1);
        const QAbstractItemModel* runs = tables[0]->model();
        QAbstractItemModelTester tester(const_cast<QAbstractItemModel*>(runs));
        QCOMPARE(runs->rowCount(), 2);
        QCOMPARE(runs->index(0, 0).data().toString(), QStringLiteral("Trial 0, the best so far"));
        QCOMPARE(runs->index(0, 5).data().toString(), QStringLiteral("0.5"));
        QCOMPARE(runs->index(0, 6).data().toString(), QStringLiteral("1"));
        QCOMPARE(runs->index(0, 5).data(Qt::AccessibleTextRole).toString(), QStringLiteral("least: 0.5"));
        QCOMPARE(tables[1]->model()->rowCount(), 4);
        dialog->close();
        ParallelView parallel;
        parallel.setTable(drivenTable(4));
        parallel.show();
        auto* menu = parallel.findChild<QMenu*>("parallelMenu");
        Q_EMIT menu->aboutToShow();
        menu->findChild<QAction*>("parallelTable")->trigger();
        auto* trials = parallel.findChild<QTableView*>("chartTable");
        QVERIFY(trials);
        QCOMPARE(trials->model()->rowCount(), 4);
    }

    void reorderInvertAndHideByMouseAndKeyboard() {
        ParallelModel model;
        model.setTable(drivenTable(3));
        ParallelCanvas canvas(model, nullptr);
        canvas.resize(600, 300);
        canvas.show();
        const ParallelLayout layout = canvas.layoutFor(canvas.size());
        const QPoint first(int(layout.x[0]), 10);
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, first);
        QVERIFY(model.axis(0).inverted);
        dragMouse(&canvas, first, QPoint(int(layout.x[1]), 10));
        QCOMPARE(model.order(), (std::vector<int>{1, 0}));
        QTest::keyClick(&canvas, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(model.order(), (std::vector<int>{0, 1}));
        QTest::keyClick(&canvas, Qt::Key_I);
        QVERIFY(!model.axis(0).inverted);
        QTest::keyClick(&canvas, Qt::Key_Space);
        QCOMPARE(model.passingRuns(), QSet<int>{1});
        for (int i = 0; i < 10; ++i) QTest::keyClick(&canvas, Qt::Key_Up);
        QCOMPARE(model.passingRuns(), QSet<int>{2});
        QTest::keyClick(&canvas, Qt::Key_Space);
        QCOMPARE(model.passingRuns().size(), 3);
        dragMouse(&canvas, first, QPoint(first.x(), -60));
        QCOMPARE(model.order(), std::vector<int>{1});
        QTest::keyClick(&canvas, Qt::Key_Home);
        QCOMPARE(model.order().size(), std::size_t{2});
    }

    void severalBrushesAndLinesByKeyboard() {
        ParallelModel model;
        model.setTable(drivenTable(21));
        ParallelCanvas canvas(model, nullptr);
        canvas.resize(600, 300);
        canvas.show();
        QTest::keyClick(&canvas, Qt::Key_Space);
        QCOMPARE(model.axis(0).brushes.size(), std::size_t{1});
        const QSet<int> middle = model.passingRuns();
        QTest::keyClick(&canvas, Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(model.axis(0).brushes.size(), std::size_t{2});
        QVERIFY(model.passingRuns().size() > middle.size());
        // Up moves the newer one; B goes back to the first.
        const double first = model.axis(0).brushes[0].low;
        const double second = model.axis(0).brushes[1].low;
        QTest::keyClick(&canvas, Qt::Key_Up);
        QCOMPARE(model.axis(0).brushes[0].low, first);
        QVERIFY(model.axis(0).brushes[1].low > second);
        QTest::keyClick(&canvas, Qt::Key_B);
        QTest::keyClick(&canvas, Qt::Key_Down);
        QVERIFY(model.axis(0).brushes[0].low < first);
        QTest::keyClick(&canvas, Qt::Key_Space);
        QCOMPARE(model.axis(0).brushes.size(), std::size_t{1});
        QTest::keyClick(&canvas, Qt::Key_Space);
        QVERIFY(!model.isBrushed());

        QSignalSpy hovered(&canvas, &ParallelCanvas::runHovered);
        QSignalSpy selected(&canvas, &ParallelCanvas::selectedRunsChanged);
        QTest::keyClick(&canvas, Qt::Key_PageDown);
        QCOMPARE(hovered.last().at(0).toInt(), 20);  // the least loss
        QTest::keyClick(&canvas, Qt::Key_PageDown);
        QCOMPARE(hovered.last().at(0).toInt(), 19);
        QTest::keyClick(&canvas, Qt::Key_Return);
        QCOMPARE(selected.last().at(0).value<QSet<int>>(), QSet<int>{19});
        QTest::keyClick(&canvas, Qt::Key_PageUp);
        QTest::keyClick(&canvas, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(selected.last().at(0).value<QSet<int>>(), (QSet<int>{19, 20}));
        QVERIFY(canvas.accessibleDescription().contains("20"));
    }

    void clickSelectsALine() {
        ParallelView view;
        view.setTable(drivenTable(3));
        view.resize(600, 300);
        view.show();
        auto* canvas = view.findChild<ParallelCanvas*>("parallelCanvas");
        QSignalSpy spy(&view, &ParallelView::selectedRunsChanged);
        const ParallelLayout layout = canvas->layoutFor(canvas->size());
        const double x = layout.x[0] + (layout.x[1] - layout.x[0]) * 0.25;
        QTest::mouseClick(canvas, Qt::LeftButton, {}, QPoint(int(x), int(layout.y(0.75))));
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.first().at(0).value<QSet<int>>(), QSet<int>{2});
    }

    void histogramHandles() {
        HistogramView view;
        view.resize(400, 160);
        view.setSpikes({0, 10}, {1, 1}, false);
        view.setRange(0, 10);
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.setFocus();
        QSignalSpy edited(&view, &HistogramView::rangeEdited);
        QSignalSpy finished(&view, &HistogramView::rangeEditFinished);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(edited.count() == 1 && view.rangeLow() > 0);
        QCOMPARE(finished.count(), 1);
        QTest::keyClick(&view, Qt::Key_Tab);
        QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(view.rangeHigh() < 10);
        view.setRangeLimits(0, 10);
        QTest::keyClick(&view, Qt::Key_PageUp, Qt::ShiftModifier);
        QCOMPARE(view.rangeHigh(), 10.0);
    }
};

LATHE_WINDOW_TEST(TestChartsDriven)
#include "test_charts_driven.moc"
