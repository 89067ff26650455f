// SPDX-License-Identifier: GPL-3.0-or-later
// The charts as a person uses them: mouse and keyboard on the real widgets.
#include <cmath>

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDialog>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/charts/parallel_canvas.h"
#include "widgets/charts/parallel_view.h"
#include "widgets/common/theme.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

ParallelTable drivenTable(int rows) {
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
    // Whoever gave only some of the points can give those that lie between.
    void whatIsEnlargedIsTold() {
        CurvesView view;
        view.resize(800, 400);
        std::vector<store::ScalarPoint> points;
        for (int i = 0; i <= 1'000; ++i) points.push_back({i * 10, 1e9 + i, 1.0 / (i + 1)});
        view.addPoints(3, QStringLiteral("loss"), points);
        view.addPoints(3, QStringLiteral("acc"), points);
        view.setMetric(QStringLiteral("loss"));
        view.show();
        auto* plot = view.findChild<CurvesPlot*>(QStringLiteral("curvesPlot"));
        QTRY_COMPARE(plot->lineCount(), 1);
        std::vector<ShownPart> told;
        QObject::connect(&view, &CurvesView::partsShown, &view,
                         [&](const std::vector<ShownPart>& parts) { told = parts; });
        plot->zoom(0.1, plot->axisRect()->rect().center(), Qt::Horizontal);
        QTRY_COMPARE(told.size(), std::size_t(1));
        QCOMPARE(told.front().run, 3);
        QCOMPARE(told.front().metric, QStringLiteral("loss"));
        QVERIFY2(told.front().from > 4'000 && told.front().from < 5'000,
                 qPrintable(QString::number(told.front().from)));
        QVERIFY2(told.front().to > 5'000 && told.front().to < 6'000, qPrintable(QString::number(told.front().to)));
        QVERIFY(told.front().columns > 300);
        // With the neighbours outside, so that lines enter and leave the picture.
        QVERIFY(told.front().from <= plot->xAxis->range().lower && told.front().to >= plot->xAxis->range().upper);
        // All is there when the whole is shown.
        told.clear();
        plot->resetZoom();
        QTest::qWait(400);
        QVERIFY(told.empty());
    }

    void brushByMouse() {
        ParallelView view;
        view.setTable(drivenTable(11));
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
        drag(canvas, {x, int(layout.y(0.3))}, {x, int(layout.y(0)) - 6});
        QTRY_VERIFY(!spy.isEmpty());
        QTRY_VERIFY(spy.last().at(0).value<QSet<int>>().contains(100));
        QVERIFY(view.leavesOut());
        drag(canvas, {x, int(layout.y(1)) + 5}, {x, int(layout.y(0.8))});
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

    // An unfinished picture is no reason to say what is not so.
    void anEmptyChartSaysWhatIsTrue() {
        CurvesView view;
        view.resize(500, 300);
        view.show();
        auto* plot = view.findChild<CurvesPlot*>("curvesPlot");
        QVERIFY(!plot->xAxis->tickLabels());  // of nothing there is no scale
        QCOMPARE(plot->emptyMessage(), QStringLiteral("No points yet — start a run"));
        view.setIdleText(QStringLiteral("Select a run."));  // where there are some, but none is asked for
        QCOMPARE(plot->emptyMessage(), QStringLiteral("Select a run."));
        view.setRunState(0, search::TrialState::running);
        QCOMPARE(plot->emptyMessage(), QStringLiteral("No points yet — the first are on their way"));
        view.setRunState(0, search::TrialState::failed);
        QCOMPARE(plot->emptyMessage(), QStringLiteral("These trials recorded no points"));
        view.addPoints(0, "loss", {{0, 1, 1}, {1, 2, 0.5}});
        QTRY_VERIFY(plot->xAxis->tickLabels());
        QVERIFY(plot->emptyMessage().isEmpty());
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
        QTRY_VERIFY(plot->xAxis->range().upper >= 500);
        view.removeRun(2);
        QCOMPARE(plot->lineCount(), 0);
        view.clear();
        QCOMPARE(view.metrics().size(), 0);
    }

    void metricsAreInTheOrderOfTheirNumbers() {
        CurvesView view;
        for (const char* metric : {"layer10/norm", "val_loss", "layer2/norm", "layer1/norm"})
            view.addPoints(1, QLatin1String(metric), {{0, 0, 1}});
        QCOMPARE(view.metrics(), (QStringList{"layer1/norm", "layer2/norm", "layer10/norm", "val_loss"}));
    }

    // As a trial that goes on from a checkpoint: its points are given again, all else of it stays.
    void aRunWhosePointsAreGivenAgainStaysWhatItWas() {
        CurvesView view;
        view.resize(800, 400);
        view.show();
        auto* plot = view.findChild<CurvesPlot*>("curvesPlot");
        auto* list = view.findChild<QListView*>("curvesLegend");
        for (const int run : {1, 2, 3}) view.addPoints(run, "loss", {{0, 0, double(run)}, {100, 1, double(run)}});
        view.setRunState(2, search::TrialState::failed);
        view.setBestRun(2);
        view.setSelectedRuns({2});
        QTRY_COMPARE(plot->lineCount(), 3);
        list->model()->setData(list->model()->index(2, 0), Qt::Unchecked, Qt::CheckStateRole);
        QTRY_COMPARE(plot->lineCount(), 2);
        const auto picture = [plot] { return plot->toPixmap().toImage(); };
        const QImage before = picture();
        QSignalSpy selected(&view, &CurvesView::selectedRunsChanged);
        for (const int run : {2, 3}) {
            view.clearPoints(run);
            view.addPoints(run, "loss", {{0, 0, double(run)}, {100, 1, double(run)}});
        }
        QTRY_COMPARE(plot->lineCount(), 2);
        QTRY_VERIFY(picture() == before);
        QVERIFY(list->model()->index(1, 0).data(Qt::FontRole).value<QFont>().bold());
        QCOMPARE(list->model()->index(2, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QCOMPARE(selected.count(), 0);
        view.setRunState(2, search::TrialState::succeeded);
        QTRY_VERIFY(picture() != before);  // so its state is seen in the picture
    }

    void theLegendFollowsTheTheme() {
        CurvesView view;
        view.setPalette(themePalette(false));
        view.show();
        view.addPoints(1, "loss", {{0, 0, 1}, {100, 1, 1}});
        auto* list = view.findChild<QListView*>("curvesLegend");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        const auto swatch = [&] {
            return list->model()->index(0, 0).data(Qt::DecorationRole).value<QPixmap>().toImage();
        };
        const QImage light = swatch();
        QVERIFY(!light.isNull());
        view.setPalette(themePalette(true));
        QTRY_VERIFY(swatch() != light);
    }

    void curvesInGroups() {
        CurvesView view;
        view.resize(800, 400);
        view.show();
        for (int run = 0; run < 4; ++run) view.addPoints(run, "loss", {{0, 0, double(run)}, {100, 1, double(run)}});
        view.setGroupings({{"opt", {{0, "Adam"}, {1, "Adam"}, {2, "SGD"}, {3, "SGD"}}}});
        auto* plot = view.findChild<CurvesPlot*>("curvesPlot");
        auto* group = view.findChild<QComboBox*>("curvesGroup");
        QCOMPARE(group->count(), 3);
        view.findChild<QSlider*>("curvesSmoothing")->setValue(0);
        const auto choose = [&](int index) {
            group->setCurrentIndex(index);
            Q_EMIT group->activated(index);
        };
        choose(2);
        QTRY_COMPARE(plot->groups().size(), std::size_t{2});
        QCOMPARE(plot->groups().at(0).mean.y(0), 0.5);
        QCOMPARE(plot->groups().at(1).mean.y(1), 2.5);
        choose(1);
        QCOMPARE(plot->groups().size(), std::size_t{1});
        QCOMPARE(plot->groups().at(0).members.front(), 4);
        view.addPoints(4, "loss", {{0, 0, 9}});
        QTRY_COMPARE(plot->groups().at(0).members.front(), 5);
        choose(0);
        QVERIFY(plot->groups().empty());
        QCOMPARE(plot->lineCount(), 5);
    }

    void aSecondMetricSharesTheXAxis() {
        CurvesView view;
        view.resize(800, 500);
        view.show();
        view.addPoints(1, "loss", {{0, 0, 1}, {100, 1, 1}});
        view.addPoints(1, "val_loss", {{50, 0, 3}, {400, 1, 3}});
        view.setMetric("loss");
        auto* first = view.findChild<CurvesPlot*>("curvesPlot");
        auto* second = view.findChild<CurvesPlot*>("curvesSecondPlot");
        QTRY_COMPARE(first->lineCount(), 1);
        QVERIFY(!second->isVisible());
        auto* menu = view.findChild<QMenu*>("curvesSecondMenu");
        Q_EMIT menu->aboutToShow();
        const auto choose = [&](const char* metric) {
            for (QAction* action : menu->actions())
                if (action->text() == QLatin1String(metric)) return action->trigger();
            QFAIL("the metric is not offered");
        };
        choose("val_loss");
        QTRY_COMPARE(second->lineCount(), 1);
        QVERIFY(second->isVisible());
        QCOMPARE(first->xAxis->range().upper, second->xAxis->range().upper);  // both reach to 400
        QVERIFY(first->xAxis->range().upper >= 400);
        second->zoom(0.5, second->axisRect()->center(), Qt::Horizontal);
        QCOMPARE(first->xAxis->range().lower, second->xAxis->range().lower);
        first->pan({30, 0});
        QCOMPARE(first->xAxis->range().upper, second->xAxis->range().upper);
        QTest::mouseClick(view.findChild<QToolButton*>("curvesResetZoom"), Qt::LeftButton);
        QVERIFY(!first->isZoomed() && !second->isZoomed());
        QTRY_COMPARE(first->axisRect()->left(), second->axisRect()->left());
        view.removeRun(1);
        QCOMPARE(second->lineCount(), 0);
        choose("None");
        QVERIFY(!second->isVisible());
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
