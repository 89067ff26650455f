// How fast charts follow: a brush over many trials, and a curve of a million points.
#include <chrono>
#include <cmath>
#include <random>
#include <vector>

#include <QApplication>
#include <QPixmap>

#include "core/store/series.h"
#include "tests/bench/figure.h"
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
                          {"a brush over 1,000,000 trials x 20 axes follows", brushStep(1000000) * 1e3, 100, "ms"},
                          {"a curve of 1,000,000 points for 1,400 columns", curveFrame() * 1e3, 4, "ms"}});
}
