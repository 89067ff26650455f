// SPDX-License-Identifier: GPL-3.0-or-later
// A real MainWindow over a training engine that only pretends, with settings, files and studies in a temporary folder.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include <QAction>
#include <QTemporaryDir>
#include <QTest>

#include "app/gui/main_window.h"
#include "core/run/session.h"

namespace lathe::test {

// What the pretended trials do; read by their threads.
struct FakeEngine {
    std::atomic<int> steps = 20;
    std::atomic<bool> hold = false;    // trials stay at their next step until it is false
    std::atomic<int> hold_after = 0;   // ... but not before they have made so many steps
    std::atomic<int> fail_trial = -1;  // this trial fails, counted in the order in which they start
    std::atomic<int> started = 0;
    std::string failure = "the loss became NaN at step 3";

    // The finders.
    std::atomic<bool> hold_find = false;  // they stay at their next step until it is false or they are stopped
    std::atomic<bool> find_nothing = false;
    std::atomic<bool> find_fails = false;
    std::atomic<int> finders_running = 0;
    // Plain functions cannot know the fixture: there is one at a time.
    static FakeEngine* current;
};

class FakeInventory final : public device::Inventory {
  public:
    std::vector<device::Device> list() override;
};

config::Catalog fakeCatalog();

// Settings and everything else that is written go under a new temporary folder for the life of this object.
class WindowFixture {
  public:
    // `catalog`: what can be configured.
    explicit WindowFixture(config::Catalog catalog = fakeCatalog());
    ~WindowFixture();

    gui::MainWindow& window() { return *window_; }
    void reopen();  // closes the window and makes a new one, as the next start of the program does
    QString folder() const { return folder_.path(); }
    QString workspace() const { return folder_.filePath(QStringLiteral("runs")); }
    // Writes an experiment over opt.lr with that many trials.
    QString writeExperiment(int trials = 3, const QString& name = QStringLiteral("exp.yaml"));
    QAction* action(const char* name) const;
    template <class T>
    T* find(const char* name) const {
        return window_->findChild<T*>(QLatin1String(name));
    }
    run::SessionState state() const;
    Result<const train::Engine*> trainEngine() const;

    FakeEngine engine;
    run::SessionServices services;

  private:
    QTemporaryDir folder_;
    config::Catalog catalog_;
    FakeInventory inventory_;
    std::unique_ptr<gui::MainWindow> window_;
};

}  // namespace lathe::test
