// SPDX-License-Identifier: GPL-3.0-or-later
// Configs: a file of 10,000 keys in the tree, and interpolations against python3-omegaconf in the same run.
#include <chrono>

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTreeView>
#include <QUndoStack>

#include "core/config/document.h"
#include "core/config/resolve.h"
#include "tests/bench/figure.h"
#include "widgets/config/config_tree_model.h"
#include "widgets/config/configure_page.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

constexpr int groups = 100;
constexpr int options = 100;  // in each

template <class F>
double seconds(F f) {
    const auto start = std::chrono::steady_clock::now();
    f();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

template <class F>
double median_seconds(int times, F f) {
    std::vector<double> all;
    for (int i = 0; i < times; ++i) all.push_back(seconds([&] { f(i); }));
    return bench::median(all);
}

std::string key(int group, int option) {
    return "group" + std::to_string(group) + ".option" + std::to_string(option);
}

config::Catalog catalog() {
    std::vector<config::Option> all;
    for (int g = 0; g < groups; ++g)
        for (int o = 0; o < options; ++o)
            all.push_back(config::option(key(g, o), config::Type::floating, 0.5, "An option").at_least(0));
    config::Catalog out;
    out.add_common(std::move(all));
    return out;
}

// One option in a hundred is an interpolation, and each line has a comment.
std::string experiment() {
    std::string out = "lathe: 1\nconfig:\n";
    for (int g = 0; g < groups; ++g) {
        out += "  group" + std::to_string(g) + ":\n";
        for (int o = 0; o < options; ++o)
            out += "    option" + std::to_string(o) + ": " + (o == 7 ? "${.option8}" : std::to_string(o + 1)) +
                   "  # why\n";
    }
    return out;
}

std::string interpolations(int count) {
    std::string out = "base: {a: 1, b: text}\n";
    for (int i = 0; i < count; ++i)
        out += "k" + std::to_string(i) + ": " + (i % 2 ? "${base.a}" : "'x-${base.b}'") + "\n";
    return out;
}

// How often Lathe resolves the same file in the time that OmegaConf takes; 0: there is no OmegaConf.
double times_faster(int count) {
    const QTemporaryDir folder;
    const QString path = folder.filePath("config.yaml");
    const auto text = interpolations(count);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return 0;
    file.write(text.c_str());
    file.close();
    QProcess python;
    python.start("/usr/bin/python3", {"-c",
                                      "import sys, time\n"
                                      "from omegaconf import OmegaConf\n"
                                      "best = 1e9\n"
                                      "for _ in range(3):\n"
                                      "    config = OmegaConf.load(sys.argv[1])\n"
                                      "    start = time.perf_counter()\n"
                                      "    OmegaConf.resolve(config)\n"
                                      "    best = min(best, time.perf_counter() - start)\n"
                                      "print(best)\n",
                                      path});
    python.waitForFinished(300'000);
    const double theirs = python.readAllStandardOutput().trimmed().toDouble();
    const auto document = config::Document::parse(text);
    double ours = 1e9;
    for (int i = 0; i < 7; ++i) {
        ours = std::min(ours, seconds([&] {
                            const auto resolved = config::resolve(document->root(), config::Schema());
                            if (!resolved.errors.empty()) std::abort();
                        }));
    }
    return theirs / ours;
}

void paint(QWidget& widget) {
    QCoreApplication::processEvents();
    widget.repaint();
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QApplication::setApplicationName("lathe-bench");
    const QTemporaryDir folder;
    const QString path = folder.filePath("experiment.yaml");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return 1;
    file.write(experiment().c_str());
    file.close();

    const config::Catalog all = catalog();
    ConfigurePage page(all);
    page.resize(1440, 900);
    page.show();
    paint(page);
    const double open = median_seconds(5, [&](int) {
        if (const auto opened = page.openFile(path); !opened) qFatal("%s", opened.error().str().c_str());
        paint(page);
    });

    auto* tree = page.findChild<QTreeView*>("configTree");
    tree->expandAll();
    paint(page);
    const double edit = median_seconds(15, [&](int i) {
        page.showKey(QString::fromStdString(key(50, 20 + i)));
        const auto index = tree->currentIndex().siblingAtColumn(ConfigTreeModel::ValueColumn);
        if (!tree->model()->setData(index, QString::number(1000 + i), Qt::EditRole)) qFatal("refused");
        paint(page);
    });
    const double undo = median_seconds(15, [&](int) {
        page.undoStack()->undo();
        paint(page);
    });
    QScrollBar* bar = tree->verticalScrollBar();
    const double scroll = median_seconds(60, [&](int i) {
        bar->setValue(bar->maximum() * i / 60);
        paint(*tree->viewport());
    });

    return bench::report({{"10,000 keys open in the tree", open * 1e3, 200, "ms"},
                          {"an edit among 10,000 keys is validated and shown", edit * 1e3, 16, "ms"},
                          {"its undo", undo * 1e3, 16, "ms"},
                          {"a frame of scrolling through them", scroll * 1e3, 16, "ms"},
                          {"10,000 interpolations against python3-omegaconf", times_faster(10'000), -50, "x"}});
}
