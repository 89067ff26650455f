// The charts as a person uses them: mouse and keyboard on the real widgets.
#include <cmath>

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QListView>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>
#include <QtTest>

#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/charts/parallel_canvas.h"
#include "widgets/charts/parallel_view.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

ParallelTable tableOf(int rows) {
    ParallelTable table;
    table.axes = {{"x", ParallelAxis::numeric, {}, false}, {"loss", ParallelAxis::numeric, {}, true}};
    for (int i = 0; i < rows; ++i) {
        table.rows.push_back({i, {ParallelCell::ofNumber(i), ParallelCell::ofNumber(rows - i)}});
    }
    return table;
}

void drag(QWidget* widget, const QPoint& from, const QPoint& to) {
    QTest::mousePress(widget, Qt::LeftButton, {}, from);
    for (int i = 1; i <= 4; ++i) {
        const QPointF at = from + (to - from) * i / 4.0;
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(widget, &move);
    }
    QTest::mouseRelease(widget, Qt::LeftButton, {}, to);
}

}  // namespace

class TestChartsDriven : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void brushByMouse() {
        ParallelView view;
        view.setTable(tableOf(11));
        view.resize(600, 300);
        view.show();
        auto* canvas = view.findChild<ParallelCanvas*>("parallelCanvas");
        QSignalSpy spy(&view, &ParallelView::brushedRunsChanged);
        const ParallelLayout layout = canvas->layoutFor(canvas->size());
        const auto at = [&](double height) { return QPoint(int(layout.x[0]), int(layout.y(height))); };
        drag(canvas, at(0.55), at(1.02));
        QTRY_VERIFY(!spy.isEmpty());
        QTRY_COMPARE(spy.last().at(0).value<QSet<int>>(), (QSet<int>{6, 7, 8, 9, 10}));
        QTest::mouseClick(view.findChild<QToolButton*>("parallelExclude"), Qt::LeftButton);
        QTRY_COMPARE(spy.last().at(0).value<QSet<int>>(), (QSet<int>{0, 1, 2, 3, 4, 5}));
        QTest::mouseClick(view.findChild<QToolButton*>("parallelRestore"), Qt::LeftButton);
        QTRY_COMPARE(spy.last().at(0).value<QSet<int>>().size(), 11);
        view.findChild<QSlider*>("parallelTop")->setValue(10);
        QTRY_COMPARE(spy.last().at(0).value<QSet<int>>(), (QSet<int>{9, 10}));
    }

    void reorderInvertAndHideByMouseAndKeyboard() {
        ParallelModel model;
        model.setTable(tableOf(3));
        ParallelCanvas canvas(model, nullptr);
        canvas.resize(600, 300);
        canvas.show();
        const ParallelLayout layout = canvas.layoutFor(canvas.size());
        const QPoint first(int(layout.x[0]), 10);
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, first);
        QVERIFY(model.axis(0).inverted);
        drag(&canvas, first, QPoint(int(layout.x[1]), 10));
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
        drag(&canvas, first, QPoint(first.x(), -60));
        QCOMPARE(model.order(), std::vector<int>{1});
        QTest::keyClick(&canvas, Qt::Key_Home);
        QCOMPARE(model.order().size(), std::size_t{2});
    }

    void clickSelectsALine() {
        ParallelView view;
        view.setTable(tableOf(3));
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

    void curvesZoomSelectAndLegend() {
        CurvesView view;
        view.resize(800, 400);
        view.show();
        auto* plot = view.findChild<CurvesPlot*>("curvesPlot");
        view.addPoints(1, "loss", {{0, 0, 1}, {100, 1, 1}});
        view.addPoints(2, "loss", {{0, 0, 3}, {100, 1, 3}});
        QCOMPARE(view.metric(), QString("loss"));
        QTRY_COMPARE(plot->lineCount(), 2);
        auto* list = view.findChild<QListView*>("curvesLegend");
        QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy selected(&view, &CurvesView::selectedRunsChanged);
        plot->replot();
        const QPoint onLine(int(plot->xAxis->coordToPixel(50)), int(plot->yAxis->coordToPixel(3)));
        QTest::mouseClick(plot, Qt::LeftButton, {}, onLine);
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected.first().at(0).value<QSet<int>>(), QSet<int>{2});
        list->model()->setData(list->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        QTRY_COMPARE(plot->lineCount(), 1);
        drag(plot, onLine - QPoint(60, 20), onLine + QPoint(60, 20));
        QVERIFY(plot->isZoomed());
        const QCPRange held = plot->xAxis->range();
        view.addPoints(2, "loss", {{500, 2, 2}});
        QTest::qWait(60);
        QCOMPARE(plot->xAxis->range().upper, held.upper);
        QTest::mouseClick(view.findChild<QToolButton*>("curvesResetZoom"), Qt::LeftButton);
        QVERIFY(!plot->isZoomed());
        QVERIFY(plot->xAxis->range().upper >= 500);
        view.removeRun(2);
        QCOMPARE(plot->lineCount(), 0);
        view.clear();
        QCOMPARE(view.metrics().size(), 0);
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

QTEST_MAIN(TestChartsDriven)
#include "test_charts_driven.moc"
