// SPDX-License-Identifier: GPL-3.0-or-later
// How fast charts follow: a brush over many trials, and a curve of a million points.
#include <chrono>
#include <cmath>
#include <random>
#include <vector>

#include <QApplication>
#include <QMouseEvent>
#include <QPixmap>

#include "core/store/series.h"
#include "tests/bench/figure.h"
#include "widgets/charts/analysis/charts.h"
#include "widgets/charts/chart_painter.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/parallel_canvas.h"
#include "widgets/charts/parallel_layers.h"
#include "widgets/charts/parallel_model.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

template <class F>
double seconds(F f) {
    const auto start = std::chrono::steady_clock::now();
    f();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

ParallelTable makeTable(int rows, int axes) {
    ParallelTable table;
    for (int i = 0; i < axes; ++i) {
        table.axes.push_back({QStringLiteral("p%1").arg(i), ParallelAxis::numeric, {}, i == axes - 1});
    }
    std::mt19937 random(1);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int row = 0; row < rows; ++row) {
        table.rows.push_back({row, std::vector<ParallelCell>(static_cast<std::size_t>(axes))});
        for (auto& cell : table.rows.back().cells) cell = ParallelCell::ofNumber(unit(random));
    }
    return table;
}

// One step of a brush that follows the pointer: filter, count, and the picture of what passes.
double brushStep(int rows) {
    constexpr int axes = 20;
    ParallelModel model;
    model.setTable(makeTable(rows, axes));
    ParallelLayout layout;
    layout.top = 30;
    layout.bottom = 300;
    for (int i = 0; i < axes; ++i) layout.x.push_back(40.5 + i * 66);
    ParallelLayers layers(model);
    layers.setTheme(ChartTheme::of(QPalette()));
    layers.setGeometry(layout, QSize(1400, 320), 1);
    layers.passing();
    std::vector<double> times;
    for (int step = 0; step < 30; ++step) {
        times.push_back(seconds([&] {
            const double low = 0.2 + 0.01 * step;
            model.setBrushes(3, {model.brushOver(3, low, low + 0.5)});
            layers.invalidatePassing();
            layers.passing();
        }));
    }
    return bench::median(times);
}

// The same through the widget: from the pointer's move to the finished picture.
double pointerStep(int rows) {
    constexpr int axes = 20;
    ParallelModel model;
    model.setTable(makeTable(rows, axes));
    ParallelCanvas canvas(model, nullptr);
    canvas.resize(1400, 320);
    QPixmap screen(canvas.size());
    canvas.render(&screen);
    const ParallelLayout layout = canvas.layoutFor(canvas.size());
    const double x = layout.x[3];
    const auto send = [&](QEvent::Type type, double height, Qt::MouseButtons buttons) {
        const QPointF at(x, layout.y(height));
        QMouseEvent event(type, at, canvas.mapToGlobal(at), Qt::LeftButton, buttons, {});
        QCoreApplication::sendEvent(&canvas, &event);
    };
    send(QEvent::MouseButtonPress, 0.2, Qt::LeftButton);
    send(QEvent::MouseMove, 0.5, Qt::LeftButton);
    canvas.render(&screen);
    std::vector<double> times;
    for (int step = 0; step < 30; ++step) {
        times.push_back(seconds([&] {
            send(QEvent::MouseMove, 0.5 + 0.01 * step, Qt::LeftButton);
            canvas.render(&screen);
        }));
    }
    send(QEvent::MouseButtonRelease, 0.8, Qt::NoButton);
    return bench::median(times);
}

// Zooming a curve that a CurvesView shows, from the wheel to the finished picture.
double curveZoom(int points) {
    CurvesView view;
    view.resize(1400, 500);
    std::vector<store::ScalarPoint> recorded;
    std::mt19937 random(1);
    std::normal_distribution<double> noise(0, 1);
    for (int i = 0; i < points; ++i) recorded.push_back({i, 1.7e9 + i * 0.01, noise(random)});
    view.addPoints(0, QStringLiteral("loss"), recorded);
    view.show();
    auto* plot = view.findChild<CurvesPlot*>();
    plot->refresh();
    QPixmap screen(plot->size());
    plot->render(&screen);
    std::vector<double> times;
    for (int step = 0; step < 30; ++step) {
        times.push_back(seconds([&] {
            plot->zoom(step < 20 ? 0.8 : 1.25, plot->axisRect()->center(), Qt::Horizontal);
            plot->replot(QCustomPlot::rpImmediateRefresh);
        }));
    }
    return bench::median(times);
}

// The slowest of the analysis charts over so many finished trials, from the snapshot to the picture.
double slowestChart(int trials) {
    AnalysisInput input;
    input.metric = QStringLiteral("loss");
    input.table = makeTable(trials, 4);
    std::mt19937 random(1);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < trials; ++i) {
        AnalysisTrial trial{i, i, {}, search::TrialState::succeeded, {}, unit(random), {{"acc", unit(random)}}};
        trial.start = i;
        trial.end = i + 1.5;
        input.trials.push_back(std::move(trial));
    }
    double slowest = 0;
    for (const AnalysisChart& chart : analysisCharts()) {
        AnalysisChoice choice{QStringLiteral("p0"), QStringLiteral("p1")};
        if (chart.needs == AnalysisChart::twoMetrics) choice = {QStringLiteral("loss"), QStringLiteral("acc")};
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            times.push_back(seconds([&] {
                const ChartPicture picture = chart.make(input, choice);
                QImage image(900, 400, QImage::Format_ARGB32_Premultiplied);
                const ChartPainter painter(picture, QPalette(), QFont());
                QPainter target(&image);
                painter.paint(target, image.size(), painter.layout(image.size(), picture.x.scale, picture.y.scale));
            }));
        }
        slowest = std::max(slowest, bench::median(times));
    }
    return slowest;
}

double curveFrame() {
    store::Series series;
    std::mt19937 random(1);
    std::normal_distribution<double> noise(0, 1);
    for (int i = 0; i < 1000000; ++i) series.append(i, noise(random));
    std::vector<double> edges;
    for (int i = 0; i <= 1400; ++i) edges.push_back(i * 1e6 / 1400);
    std::vector<double> times;
    for (int i = 0; i < 30; ++i) {
        times.push_back(seconds([&] {
            std::vector<std::uint32_t> sampled;
            series.sample(edges, sampled);
        }));
    }
    return bench::median(times);
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    return bench::report({{"a brush over 100,000 trials x 20 axes follows", brushStep(100000) * 1e3, 16, "ms"},
                          {"  from the pointer to the picture", pointerStep(100000) * 1e3, 16, "ms"},
                          {"a brush over 1,000,000 trials x 20 axes follows", brushStep(1000000) * 1e3, 100, "ms"},
                          {"  from the pointer to the picture", pointerStep(1000000) * 1e3, 100, "ms"},
                          {"zoom of a curve of 500,000 points", curveZoom(500000) * 1e3, 16, "ms"},
                          {"the slowest analysis chart of 10,000 trials", slowestChart(10000) * 1e3, 100, "ms"},
                          {"a curve of 1,000,000 points for 1,400 columns", curveFrame() * 1e3, 4, "ms"}});
}
