// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_fixture.h"

#include <chrono>
#include <cmath>
#include <thread>

#include <QFile>
#include <QSettings>
#include <QStandardPaths>

#include "app/gui/session_controller.h"

namespace lathe::test {
namespace {

class FakeBody final : public run::TrialBody {
  public:
    explicit FakeBody(FakeEngine& engine) : engine_(engine) {}

    Result<run::TrialOutcome> run(run::TrialContext& trial) override {
        const bool fails = engine_.started++ == engine_.fail_trial;
        const double lr = trial.config.number_or("opt.lr", 0.1);
        const auto train = trial.metrics.series("train_loss");
        const auto val = trial.metrics.series("val_loss");
        trial.progress.total_steps = engine_.steps.load();
        trial.progress.total_epochs = 2;
        trial.metrics.log("pretending");
        run::TrialOutcome outcome;
        for (int step = 1; step <= engine_.steps; ++step) {
            while (engine_.hold && step > engine_.hold_after && !trial.stop.stop_requested())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            trial.pause.wait(trial.stop);
            if (trial.stop.stop_requested()) {
                outcome.end = run::TrialEnding::stopped;
                return outcome;
            }
            if (fails && step == 3) return fail(engine_.failure);
            const double loss = lr + 1.0 / step;
            trial.metrics.report(train, step, loss);
            trial.progress.step = step;
            if (step != engine_.steps / 2 && step != engine_.steps) continue;
            trial.metrics.report(val, step, loss);
            ++outcome.epochs;
            trial.progress.epoch = outcome.epochs;
            outcome.metrics["val_loss"] = loss;
            if (trial.objective.report(outcome.epochs, outcome.metrics)) {
                outcome.end = run::TrialEnding::early_stopped;
                return outcome;
            }
        }
        outcome.steps = engine_.steps;
        return outcome;
    }

  private:
    FakeEngine& engine_;
};

// Counts a finder while it runs.
struct Running {
    Running() { ++FakeEngine::current->finders_running; }
    ~Running() { --FakeEngine::current->finders_running; }
};

// Whether the finder goes on.
bool next(const train::FindRequest& request) {
    while (FakeEngine::current->hold_find && !request.stop.stop_requested())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return !request.stop.stop_requested();
}

// A loss that falls fastest at the middle of the steps.
Result<train::LearningRateCurve> fakeLearningRate(const train::FindRequest& request,
                                                  const train::LearningRateFinderOptions& options) {
    const Running running;
    train::LearningRateCurve curve;
    for (int i = 0; i < options.steps; ++i) {
        if (i == 3 && !next(request)) return fail("the search was stopped");
        if (FakeEngine::current->find_fails) return fail("network lenet does not fit", "choose another network");
        const double part = static_cast<double>(i) / (options.steps - 1);
        curve.lr.push_back(options.min_lr * std::pow(options.max_lr / options.min_lr, part));
        curve.loss.push_back(2.4 - 2 / (1 + std::exp(-(part - 0.5) * 20)) + std::exp((part - 0.95) * 60));
        request.progress(i + 1, options.steps);
        request.on_step(curve.lr.back(), curve.loss.back());
        if (options.stop_at && part > 0.9 && curve.loss.back() > 2.5) break;
    }
    if (FakeEngine::current->find_nothing) curve.reason = "only 4 steps were made";
    else curve.suggestion = curve.lr[static_cast<std::size_t>(options.steps / 2)];
    return curve;
}

// 512 samples fit.
Result<train::BatchSizeSearch> fakeBatchSize(const train::FindRequest& request,
                                             const train::BatchSizeFinderOptions& options) {
    const Running running;
    train::BatchSizeSearch search;
    for (std::int64_t size = options.first; size <= 1024; size *= 2) {
        if (size == 8 && !next(request)) return search;
        const train::BatchSizeTrial trial{size, size <= 512, 1000.0 * std::sqrt(static_cast<double>(size))};
        search.trials.push_back(trial);
        if (trial.fits) search.suggestion = size;
        request.progress(static_cast<int>(search.trials.size()), options.max_trials);
        request.on_size(trial);
    }
    search.reason = "a batch of 1024 does not fit into memory";
    return search;
}

}  // namespace

FakeEngine* FakeEngine::current = nullptr;

Result<const train::Engine*> WindowFixture::trainEngine() const {
    static const train::Engine face{nullptr, false, "0.0", "none", fakeLearningRate, fakeBatchSize};
    return &face;
}

std::vector<device::Device> FakeInventory::list() {
    device::Device cpu;
    cpu.name = "Pretended CPU";
    device::Device gpu;
    gpu.id.gpu = 0;
    gpu.name = "Pretended GPU";
    gpu.usable = false;
    gpu.reason = "this LibTorch is built without CUDA; install one with it to train here";
    return {cpu, gpu};
}

config::Catalog fakeCatalog() {
    using config::option;
    using config::Type;
    config::Catalog catalog;
    catalog.add_common({
        option("opt.name", Type::string, "Adam", "Optimizer").one_of({"Adam", "SGD"}),
        option("opt.lr", Type::floating, 1e-3, "Learning rate").above(0),
        option("train.batch_size", Type::integer, 64, "Images a batch").at_least(1),
        option("train.epochs", Type::integer, 3, "Epochs").at_least(1),
        option("hw.device", Type::string, "auto", "Where to train"),
    });
    return catalog;
}

WindowFixture::WindowFixture(config::Catalog catalog) : catalog_(std::move(catalog)) {
    FakeEngine::current = &engine;
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.filePath(QStringLiteral("settings")));
    qputenv("LATHE_QUEUE", folder_.filePath(QStringLiteral("queue")).toUtf8());
    services.catalog = &catalog_;
    services.inventory = &inventory_;
    services.program_tools.supervisor = LATHE_BINARY_DIR "/bin/lathe-supervise";
    services.make_body = [this]() -> Result<std::unique_ptr<run::TrialBody>> {
        return std::make_unique<FakeBody>(engine);
    };
    reopen();
}

WindowFixture::~WindowFixture() {
    engine.hold = false;
    window_.reset();
}

void WindowFixture::reopen() {
    if (window_) window_->close();
    window_.reset();
    window_ = std::make_unique<gui::MainWindow>(
        catalog_, services, [this] { return trainEngine(); }, workspace());
    window_->show();
}

QString WindowFixture::writeExperiment(int trials, const QString& name) {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(QStringLiteral("# kept: why this was tried\n"
                              "lathe: 1\n"
                              "name: tiny\n"
                              "config:\n"
                              "  opt: {name: Adam, lr: 1e-2}   # and this one\n"
                              "  train:\n"
                              "    batch_size: 32\n"
                              "space:\n"
                              "  opt.lr: {_type: loguniform, _value: [1e-4, 1e-1]}\n"
                              "search:\n"
                              "  objective: {metric: val_loss, mode: minimize}\n"
                              "  tuner: {name: Random, args: {seed: 0}}\n"
                              "  max_trials: %1\n")
                   .arg(trials)
                   .toUtf8());
    return file.fileName();
}

QAction* WindowFixture::action(const char* name) const {
    return window_->findChild<QAction*>(QLatin1String(name));
}

run::SessionState WindowFixture::state() const {
    const auto* session = window_->controller()->session();
    return session ? session->status().state : run::SessionState::idle;
}

}  // namespace lathe::test
