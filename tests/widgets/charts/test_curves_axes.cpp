// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of the data the axes of a curves plot show, and what the crosshair reads there.
#include <cmath>
#include <limits>
#include <utility>

#include <QFontMetrics>
#include <QLocale>
#include <QSignalSpy>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/charts/curves_axes.h"
#include "widgets/charts/curves_lines.h"
#include "widgets/charts/curves_readout.h"
#include "widgets/charts/curves_scene.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

// A plot with its lines and axes, but without the widget that answers mouse and keyboard.
struct BarePlot {
    CurveData data;
    CurvesScene scene{data};
    QCustomPlot plot;
    CurvesLines lines{plot, scene};
    CurvesAxes axes{plot, scene, lines};

    BarePlot() {
        scene.metric = "loss";
        scene.settings.smoothing = 0;
        plot.resize(400, 300);
        plot.setViewport(QRect(0, 0, 400, 300));
        plot.replot();
    }
    void addRun(int run, const std::vector<double>& values) {
        std::vector<store::ScalarPoint> points;
        for (const double value : values) points.push_back({static_cast<std::int64_t>(points.size()), 0, value});
        data.add(run, "loss", points);
        lines.update();
        axes.fit();
    }
    QCPRange keys() const { return plot.xAxis->range(); }
    QCPRange values() const { return plot.yAxis->range(); }
};

bool holds(const QCPRange& range, double low, double high) {
    return range.lower <= low && range.upper >= high && range.size() < 1.5 * (high - low) + 1;
}

}  // namespace

class TestCurvesAxes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // No half a step, and no label over its neighbour.
    void stepsAreMarkedWhereTheyAre() {
        BarePlot bare;
        bare.addRun(0, {3, 2, 1});
        for (const double last : {1.0, 2.0, 12.0, 12345.0}) {
            bare.plot.xAxis->setRange(0, last);
            for (const int width : {160, 1200}) {
                bare.plot.resize(width, 300);
                bare.plot.setViewport(QRect(0, 0, width, 300));
                bare.plot.replot();
                QCPAxisTicker& ticker = *bare.plot.xAxis->ticker();
                QVector<double> ticks;
                QVector<QString> labels;
                ticker.generate(bare.plot.xAxis->range(), QLocale::c(), QLatin1Char('g'), 6, ticks, nullptr, &labels);
                QVERIFY(ticks.size() >= 2);
                for (const double tick : std::as_const(ticks)) QCOMPARE(tick, std::round(tick));
                const QFontMetrics metrics(bare.plot.xAxis->tickLabelFont());
                for (int i = 1; i < ticks.size(); ++i) {
                    const double apart =
                        bare.plot.xAxis->coordToPixel(ticks[i]) - bare.plot.xAxis->coordToPixel(ticks[i - 1]);
                    QVERIFY2(metrics.horizontalAdvance(labels[i]) < apart, qPrintable(labels.join(' ')));
                }
            }
        }
    }

    void axesFollowTheDataUntilTheyAreMoved() {
        BarePlot bare;
        bare.addRun(0, {3, 2, 1});
        QVERIFY(holds(bare.keys(), 0, 2));
        QVERIFY(holds(bare.values(), 1, 3));
        QSignalSpy zoomed(&bare.axes, &CurvesAxes::zoomedChanged);
        QSignalSpy edited(&bare.axes, &CurvesAxes::keysEdited);
        bare.axes.pan({20, 0});
        QVERIFY(bare.axes.isZoomed());
        const QCPRange held = bare.keys();
        bare.addRun(1, {9, 8, 7, 6, 5});
        QCOMPARE(bare.keys().upper, held.upper);
        QVERIFY(bare.values().upper >= 8);  // the values still follow what is seen
        bare.axes.reset();
        QVERIFY(!bare.axes.isZoomed());
        QVERIFY(holds(bare.keys(), 0, 4));
        QCOMPARE(zoomed.count(), 2);
        QCOMPARE(edited.count(), 2);
    }

    void aFlatBandZoomsOneAxisOnly() {
        BarePlot bare;
        bare.addRun(0, {3, 2, 1});
        const QCPRange values = bare.values();
        const QRect area = bare.plot.axisRect()->rect();
        bare.axes.zoomInto(QRect(area.left() + 10, area.top() + 10, 3, 3));  // too small to be meant
        QVERIFY(!bare.axes.isZoomed());
        bare.axes.zoomInto(QRect(area.left(), area.top(), 3, area.height() / 2));
        QVERIFY(bare.axes.isZoomed());
        QVERIFY(holds(bare.keys(), 0, 2));
        QVERIFY(bare.values().lower > values.lower + 0.5);
    }

    void zoomingKeepsWhatIsUnderTheMouse() {
        BarePlot bare;
        bare.addRun(0, {3, 2, 1});
        const QPointF center = bare.plot.axisRect()->rect().center();
        const double key = bare.plot.xAxis->pixelToCoord(center.x());
        bare.axes.zoom(0.5, center, Qt::Horizontal);
        QVERIFY(std::abs(bare.plot.xAxis->pixelToCoord(center.x()) - key) < 1e-9);
    }

    void outliersMayBeLeftOut() {
        BarePlot bare;
        std::vector<double> values(100, 1);
        for (std::size_t i = 0; i < values.size(); ++i) values[i] += 0.01 * double(i);
        values[50] = 1e6;
        bare.scene.ignoreOutliers = true;
        bare.addRun(0, values);
        QVERIFY(bare.values().upper < 10);
        bare.scene.ignoreOutliers = false;
        bare.axes.fit();
        QVERIFY(bare.values().upper > 1e5);
    }

    void nothingToShowStillHasAxes() {
        BarePlot bare;
        bare.axes.fit();
        QVERIFY(bare.keys().size() > 0 && bare.values().size() > 0);
        bare.scene.settings.logY = true;
        bare.axes.setKinds();
        bare.axes.fit();
        QCOMPARE(bare.plot.yAxis->scaleType(), QCPAxis::stLogarithmic);
        QVERIFY(bare.values().lower > 0);
    }

    void anotherPlotShowsTheSamePart() {
        BarePlot first;
        BarePlot second;
        first.addRun(0, {3, 2, 1});
        second.addRun(0, {5, 5, 5, 5, 5, 5, 5, 5});
        first.axes.pan({30, 0});
        second.axes.takeKeys(first.axes);
        QCOMPARE(second.keys().lower, first.keys().lower);
        QCOMPARE(second.keys().upper, first.keys().upper);
        first.axes.reset();
        second.axes.takeKeys(first.axes);
        QVERIFY(holds(second.keys(), 0, 7));
    }

    void theCrosshairReadsTheNearestPoints() {
        BarePlot bare;
        bare.addRun(0, {1, 2, 3});
        bare.addRun(1, {4, 5, std::numeric_limits<double>::quiet_NaN()});
        const CurvesReadout readout(bare.scene, bare.lines, {});
        const QPointF mouse(100, bare.plot.yAxis->coordToPixel(5));
        const auto crosshair = readout.at(mouse, 1.2, -1);
        QCOMPARE(crosshair.title, QStringLiteral("step 1"));
        QCOMPARE(crosshair.readings.size(), std::size_t{2});
        QCOMPARE(crosshair.readings[0].label, QStringLiteral("Trial 1"));  // its value is nearer to the mouse
        QCOMPARE(crosshair.readings[0].value, QStringLiteral("5"));
        QCOMPARE(crosshair.readings[1].value, QStringLiteral("2"));
        const auto pointed = readout.at(mouse, 1.2, 0);
        QCOMPARE(pointed.readings[0].label, QStringLiteral("Trial 0"));
        QVERIFY(pointed.readings[0].strong);
    }

    void theCrosshairListsEightRunsAtMost() {
        BarePlot bare;
        for (int run = 0; run < 11; ++run) bare.addRun(run, {double(run)});
        const auto crosshair = CurvesReadout(bare.scene, bare.lines, {}).at({}, 0, -1);
        QCOMPARE(crosshair.readings.size(), std::size_t{8});
        QCOMPARE(crosshair.more, 3);
    }

    void groupsAreReadWithTheirSpread() {
        BarePlot bare;
        bare.scene.groupNames = {QStringLiteral("adam")};
        bare.scene.groups = {{0, 0}, {1, 0}};
        bare.addRun(0, {1, 1});
        bare.addRun(1, {3, 3});
        const auto crosshair = CurvesReadout(bare.scene, bare.lines, {}).at({}, 0, -1);
        QCOMPARE(crosshair.readings.size(), std::size_t{1});
        QCOMPARE(crosshair.readings[0].label, QStringLiteral("adam"));
        QVERIFY2(crosshair.readings[0].value.contains(QStringLiteral("n = 2")),
                 qPrintable(crosshair.readings[0].value));
    }
};

LATHE_WINDOW_TEST(TestCurvesAxes)
#include "test_curves_axes.moc"
