// SPDX-License-Identifier: GPL-3.0-or-later
// The curves as a person uses them: zoomed, selected, grouped, two metrics at once, and what they say meanwhile.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QFont>
#include <QImage>
#include <QListView>
#include <QMenu>
#include <QPixmap>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>
#include <QtTest>

#include "tests/test_program.h"
#include "tests/widgets/charts/mouse_drag.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_view.h"
#include "widgets/common/theme.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::dragMouse;

class TestCurvesDriven : public QObject {
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
        dragMouse(plot, onLine - QPoint(60, 20), onLine + QPoint(60, 20));
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
};

LATHE_WINDOW_TEST(TestCurvesDriven)
#include "test_curves_driven.moc"
