// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every chart, light and dark, in <build>/screenshots, to be looked at. Fails when a picture is empty.
#include <cmath>
#include <random>

#include <QAbstractButton>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QSlider>
#include <QtTest>

#include "tests/test_program.h"
#include "tests/widgets/charts/analysis_sample.h"
#include "widgets/charts/analysis_view.h"
#include "widgets/charts/chart_canvas.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/charts/parallel_view.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

QPalette paletteOf(bool dark) {
    QPalette palette;
    const QColor base = dark ? QColor(0x1d, 0x1f, 0x23) : QColor(Qt::white);
    const QColor text = dark ? QColor(0xe8, 0xe8, 0xea) : QColor(0x1c, 0x1e, 0x21);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::Window, dark ? QColor(0x26, 0x28, 0x2d) : QColor(0xf6, 0xf7, 0xf9));
    palette.setColor(QPalette::Button, dark ? QColor(0x30, 0x33, 0x39) : QColor(0xff, 0xff, 0xff));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) palette.setColor(role, text);
    palette.setColor(QPalette::Highlight, dark ? QColor(0x4c, 0x9a, 0xff) : QColor(0x1f, 0x6f, 0xeb));
    palette.setColor(QPalette::Link, dark ? QColor(0x4c, 0x9a, 0xff) : QColor(0x1f, 0x6f, 0xeb));
    palette.setColor(QPalette::Mid, dark ? QColor(0x45, 0x48, 0x4f) : QColor(0xc8, 0xcc, 0xd2));
    return palette;
}

void fillCurves(CurvesView& view, int runs) {
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, 1);
    for (int run = 0; run < runs; ++run) {
        std::vector<store::ScalarPoint> points;
        for (int i = 0; i < 900; ++i) {
            const double fall = 2.2 * std::exp(-i / (120.0 + 40 * run)) + 0.25 + 0.05 * run;
            double value = fall * (1 + 0.12 * noise(random));
            if (run == 2 && i > 500 && i < 520) value = NAN;
            points.push_back({i * 10, 1.7e9 + i * 0.8 + run * 700, value});
        }
        view.addPoints(run, "train_loss", points);
        view.addPoints(run, "epoch", {{0, 1.7e9, 0}, {3000, 1.7e9, 1}, {6000, 1.7e9, 2}});
        view.addPoints(run, "val_loss", {{3000, 1.7e9, 0.6 - 0.02 * run}, {6000, 1.7e9, 0.5}, {9000, 1.7e9, 0.45}});
    }
    view.setBestRun(0);
}

ParallelTable exampleTable(int rows) {
    ParallelTable table;
    table.axes = {{"opt.lr", ParallelAxis::log, {}, false},
                  {"train.batch_size", ParallelAxis::categorical, {"32", "64", "128"}, false},
                  {"opt", ParallelAxis::categorical, {"Adam", "SGD"}, false},
                  {"opt:SGD.momentum", ParallelAxis::numeric, {}, false},
                  {"network.version", ParallelAxis::categorical, {"1_0", "1_1"}, false},
                  {"val_loss", ParallelAxis::numeric, {}, true}};
    std::mt19937 random(3);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < rows; ++i) {
        const double lr = std::pow(10, -4 + 3 * unit(random));
        const int batch = static_cast<int>(3 * unit(random));
        const bool sgd = unit(random) < 0.4;
        double loss = 0.25 + 0.15 * std::pow(std::log10(lr) + 2.7, 2) + 0.05 * batch + 0.1 * unit(random);
        if (i % 17 == 5) loss = std::numeric_limits<double>::quiet_NaN();
        ParallelRow row{i,
                        {ParallelCell::ofNumber(lr), ParallelCell::ofCategory(batch), ParallelCell::ofCategory(sgd)}};
        row.cells.push_back(sgd ? ParallelCell::ofNumber(unit(random)) : ParallelCell{});
        row.cells.push_back(ParallelCell::ofCategory(static_cast<int>(2 * unit(random))));
        row.cells.push_back(i % 23 == 7 ? ParallelCell{} : ParallelCell::ofNumber(loss));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

class TestScreenshots : public QObject {
    Q_OBJECT

    void shoot(QWidget& widget, const QString& name, const QSize& size) {
        for (const bool dark : {false, true}) {
            widget.setPalette(paletteOf(dark));
            widget.setAutoFillBackground(true);
            widget.resize(size);
            widget.show();
            QVERIFY(QTest::qWaitForWindowExposed(&widget));
            QTest::qWait(120);
            const QPixmap picture = widget.grab();
            const QDir folder(QStringLiteral(LATHE_BINARY_DIR "/screenshots"));
            QDir().mkpath(folder.path());
            QVERIFY(picture.save(folder.filePath(name + (dark ? "-dark.png" : "-light.png"))));
            const QImage image = picture.toImage();
            QSet<QRgb> colors;
            for (int x = 0; x < image.width(); x += 3) {
                for (int y = 0; y < image.height(); y += 3) colors.insert(image.pixel(x, y));
            }
            QVERIFY(colors.size() > 8);
        }
    }

  private Q_SLOTS:
    void curves() {
        CurvesView view;
        fillCurves(view, 5);
        shoot(view, "curves", {900, 380});
    }
    void manyCurves() {
        CurvesView view;
        fillCurves(view, 60);
        view.findChild<QAbstractButton*>("curvesLogY")->click();
        shoot(view, "curves-many", {900, 380});
    }
    void fewPoints() {
        CurvesView view;
        fillCurves(view, 3);
        view.setMetric("val_loss");
        view.findChild<QSlider*>("curvesSmoothing")->setValue(0);
        shoot(view, "curves-few", {700, 320});
    }
    void groupedCurves() {
        CurvesView view;
        fillCurves(view, 9);
        CurveGrouping grouping{"opt.name", {}};
        for (int run = 0; run < 9; ++run)
            grouping.groupOf[run] = run % 3 == 0 ? "Adam" : run % 3 == 1 ? "SGD" : "RMSprop";
        view.setGroupings({grouping});
        auto* group = view.findChild<QComboBox*>("curvesGroup");
        group->setCurrentIndex(2);
        shoot(view, "curves-groups", {900, 380});
    }
    void analysis() {
        AnalysisView view;
        view.setInput(sampleStudy(120));
        for (const AnalysisChart& chart : analysisCharts()) {
            view.showChart(chart.id);
            view.show();
            QTRY_VERIFY(view.findChild<ChartCanvas*>()->picture().empty.isEmpty());
            shoot(view, QStringLiteral("analysis-%1").arg(chart.id), {900, 380});
        }
        AnalysisView none;
        shoot(none, "analysis-empty", {700, 240});
    }
    void noCurves() {
        CurvesView view;
        shoot(view, "curves-empty", {700, 320});
    }
    void parallel() {
        ParallelView view;
        view.setTable(exampleTable(60));
        view.setHighlightedRun(12);
        shoot(view, "parallel", {900, 320});
    }
    void parallelBrushed() {
        ParallelView view;
        view.setTable(exampleTable(400));
        view.resize(900, 320);
        view.show();
        auto* canvas = view.findChild<QWidget*>("parallelCanvas");
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_Right);
        QTest::keyClick(canvas, Qt::Key_Right);
        QTest::keyClick(canvas, Qt::Key_Space);
        view.setSelectedRuns({3, 4});
        shoot(view, "parallel-brushed", {900, 320});
    }
    void parallelDense() {
        ParallelView view;
        view.setTable(exampleTable(20000));
        shoot(view, "parallel-dense", {900, 320});
    }
    void noParallel() {
        ParallelView view;
        shoot(view, "parallel-empty", {700, 240});
    }
    void histograms() {
        QWidget page;
        auto* layout = new QGridLayout(&page);
        std::mt19937 random(1);
        std::uniform_real_distribution<double> unit(0, 1);
        std::vector<double> samples(1000);
        for (double& v : samples) v = std::exp(std::log(1e-4) + unit(random) * std::log(1e3));
        auto* log = new HistogramView;
        log->setSamples(samples, true);
        log->setRange(1e-4, 1e-1);
        log->setOverlay({1e-3, 1.2e-3, 3e-2});
        layout->addWidget(log, 0, 0);
        std::normal_distribution<double> normal(5, 2);
        for (double& v : samples) v = normal(random);
        auto* linear = new HistogramView;
        linear->setSamples(samples, false);
        layout->addWidget(linear, 0, 1);
        auto* spikes = new HistogramView;
        spikes->setSpikes({0, 2, 4, 6, 8, 10}, {1, 2, 2, 2, 2, 1}, false);
        spikes->setRange(0, 10);
        layout->addWidget(spikes, 1, 0);
        auto* words = new HistogramView;
        words->setCategories({"Adam", "SGD", "AdamW"}, {330, 340, 330});
        words->setOverlay({0, 0, 2, 2, 2});
        layout->addWidget(words, 1, 1);
        shoot(page, "histograms", {760, 380});
    }
};

LATHE_WINDOW_TEST(TestScreenshots)
#include "test_screenshots.moc"
