// SPDX-License-Identifier: GPL-3.0-or-later
// How soon the window answers while trials train on every core: a thread posts an event to the window's event loop
// every few milliseconds and notes when it was handled, with the curves and the table live in the Train room.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include "app/gui/main_window.h"
#include "app/gui/session_controller.h"
#include "app/services.h"
#include "tests/bench/figure.h"
#include "widgets/common/theme.h"
#include "widgets/queue/train_page.h"

namespace {

using namespace lathe;
using Clock = std::chrono::steady_clock;

// Milliseconds from posting an event to its being handled.
class Latency {
  public:
    explicit Latency(QObject* where)
        : thread_([this, where](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  const auto posted = Clock::now();
                  QMetaObject::invokeMethod(where, [this, posted] {
                      taken_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - posted).count());
                  });
                  std::this_thread::sleep_for(std::chrono::milliseconds(4));
              }
          }) {}

    double percentile(double share) {
        std::sort(taken_.begin(), taken_.end());
        return taken_.empty() ? 1e9 : taken_[static_cast<std::size_t>(share * static_cast<double>(taken_.size() - 1))];
    }
    std::size_t count() const { return taken_.size(); }
    void stop() {
        thread_.request_stop();
        thread_.join();
    }

  private:
    std::vector<double> taken_;  // touched by the GUI thread alone
    std::jthread thread_;
};

}  // namespace

int main(int argc, char** argv) {
    Services::prepare_environment();
    QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.filePath(QStringLiteral("settings")));
    gui::applyTheme(app, gui::ThemeChoice::light);
    Services services;
    gui::MainWindow window(
        Services::catalog(), services.run(), [&services] { return services.engine(); },
        folder.filePath(QStringLiteral("runs")));
    window.show();
    window.openFile(QStringLiteral(LATHE_SOURCE_DIR "/resources/examples/fashion-quick.yaml"));
    if (!window.start(search::Purpose::search)) return std::fprintf(stderr, "the study did not start\n"), 1;

    // From the first step on, so that loading LibTorch and the images, which happens once, is measured apart.
    std::unique_ptr<Latency> loading = std::make_unique<Latency>(&window);
    std::unique_ptr<Latency> training;
    QObject::connect(window.trainPage(), &gui::TrainPage::statusChanged, &app, [&](const run::SessionStatus& status) {
        if (training || status.trials.empty() || status.trials.front().step == 0) return;
        loading->stop();
        training = std::make_unique<Latency>(&window);
        QTimer::singleShot(20'000, &app, [] { QApplication::exit(); });
    });
    QObject::connect(window.trainPage(), &gui::TrainPage::sessionOver, &app, [] { QApplication::exit(); });
    QApplication::exec();
    if (!training) return std::fprintf(stderr, "nothing was trained\n"), 1;
    training->stop();
    QCoreApplication::sendPostedEvents();
    window.controller()->stop();
    std::printf("  %zu events while training\n", training->count());
    return bench::report(
        {{"the window answers while training, 99th percentile", training->percentile(0.99), 16, "ms"},
         {"  median", training->percentile(0.5), 16, "ms"},
         {"  while LibTorch and the images are loaded, 99th percentile", loading->percentile(0.99), 50, "ms"}});
}
