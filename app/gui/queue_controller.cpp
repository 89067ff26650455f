// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/queue_controller.h"

#include <utility>

#include <fmt/format.h>

#include <QAction>

#include "app/gui/background_work.h"
#include "app/gui/behind_the_window.h"
#include "core/base/printable.h"
#include "core/queue/queue_watch.h"
#include "core/queue/stop_queue.h"
#include "widgets/common/icons.h"
#include "widgets/queue/queue_model.h"
#include "widgets/queue/queue_panel.h"

namespace lathe::gui {
namespace {

constexpr int lookAgain = 2000;  // ms

// Whether something was done, where nobody asks for what came of it.
template <class T>
Result<void> outcomeOf(const Result<T>& done) {
    if (done) return {};
    return fail(done.error());
}

}  // namespace

QueueController::QueueController(queue::Queue queue, QueuePanel& panel, QString lathectl, QObject* parent)
    : QObject(parent),
      queue_(std::move(queue)),
      panel_(panel),
      lathectl_(std::move(lathectl)),
      work_(new BackgroundWork(this)),
      undo_(new QAction(icon(QStringLiteral("undo")), tr("Take them back"), this)) {
    undo_->setObjectName(QStringLiteral("queueUndoAction"));
    undo_->setEnabled(false);
    connect(undo_, &QAction::triggered, this, [this] {
        undo_->setEnabled(false);
        change([items = std::exchange(removed_, {})](queue::Queue& one) { return outcomeOf(one.restore(items)); });
    });
    timer_.setInterval(lookAgain);
    connect(&timer_, &QTimer::timeout, this, &QueueController::refresh);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, &QueueController::refresh);
    connectPanel();
    watch();
    refresh();
}

void QueueController::connectPanel() {
    using queue::Queue;
    connect(&panel_, &QueuePanel::moveRequested, this, [this](int item, const queue::Place& place) {
        change([item, place](Queue& one) { return outcomeOf(one.move(item, place)); });
    });
    connect(&panel_, &QueuePanel::holdRequested, this, [this](const std::vector<int>& items) {
        change([items](Queue& one) { return outcomeOf(one.hold(items)); });
    });
    connect(&panel_, &QueuePanel::releaseRequested, this, [this](const std::vector<int>& items) {
        change([items](Queue& one) { return outcomeOf(one.release(items)); });
    });
    connect(&panel_, &QueuePanel::removeRequested, this, &QueueController::remove);
    connect(&panel_, &QueuePanel::clearRequested, this,
            [this] { change([](Queue& one) { return outcomeOf(one.clear()); }); });
    connect(&panel_, &QueuePanel::runRequested, this, &QueueController::run);
    connect(&panel_, &QueuePanel::stopRequested, this, &QueueController::stop);
}

void QueueController::setActive(bool active) {
    if (active == std::exchange(active_, active)) return;
    if (!active) return void(QObject::disconnect(&panel_, nullptr, this, nullptr));
    connectPanel();
    refresh();
}

void QueueController::watch() {
    // The file is made when it is missing, so that there is something to watch.
    work_->run([one = queue_] { return queue::QueueWatch::open(one).has_value(); },
               [this](bool there) {
                   if (there) watcher_.addPath(QString::fromStdString(queue_.lock_file().string()));
               });
}

void QueueController::refresh() {
    stale_ = true;
    if (std::exchange(reading_, true)) return;
    stale_ = false;
    work_->run([one = queue_] { return queue::read_standing(one); },
               [this](Result<queue::Standing> standing) {
                   reading_ = false;
                   if (standing) show(std::move(*standing));
                   else if (active_) panel_.setProblem(QString::fromStdString(standing.error().str()));
                   if (stale_) refresh();
               });
}

void QueueController::show(queue::Standing standing) {
    using enum queue::ItemState;
    bool anything_runs = !standing.runners.empty();
    std::map<int, queue::ItemState> states;
    for (const auto& one : standing.items) {
        const auto& item = one.item;
        states[item.number] = item.state;
        anything_runs = anything_runs || item.is_locked;
        const auto before = states_.find(item.number);
        if (before != states_.end() && queue::is_unfinished(before->second) && item.is_over())
            Q_EMIT ended(queueNameText(one), item.state == done);
    }
    states_ = std::move(states);
    names_.clear();
    for (const auto& one : standing.items) names_[one.item.number] = queueNameText(one);
    if (anything_runs) timer_.start();
    else timer_.stop();
    if (active_) panel_.setStanding(std::move(standing));
}

void QueueController::change(std::function<Result<void>(queue::Queue&)> work, std::function<void()> then) {
    work_->run(
        [folder = queue_.folder(), work = std::move(work)] {
            queue::Queue queue(folder);
            return work(queue);
        },
        [this, then = std::move(then)](const Result<void>& done) {
            refresh();
            if (!done) Q_EMIT failed({done.error()});
            else if (then) then();
        });
}

void QueueController::add(search::Experiment experiment, const QString& workspace) {
    const QString name = QString::fromStdString(printable(experiment.name));
    change([experiment = std::move(experiment),
            folder = workspace.toStdString()](queue::Queue& one) { return outcomeOf(one.add(experiment, folder)); },
           [this, name] { Q_EMIT added(name); });
}

void QueueController::remove(const std::vector<int>& items) {
    QStringList names;
    for (const int item : items) names << names_[item];
    // A damaged one is deleted.
    std::vector<int> restorable = items;
    std::erase_if(restorable, [this](int item) { return states_[item] == queue::ItemState::damaged; });
    change([items](queue::Queue& one) { return outcomeOf(one.remove(items, queue::Queue::IfRunning::stop)); },
           [this, restorable, names] {
               removed_ = restorable;
               undo_->setEnabled(!restorable.empty());
               Q_EMIT removed(names.join(QStringLiteral(", ")));
           });
}

void QueueController::run(int atOnce) {
    const QStringList arguments{QStringLiteral("queue"), QStringLiteral("run"), QStringLiteral("--at-once"),
                                QString::number(atOnce)};
    if (!startBehindTheWindow(lathectl_, arguments))
        Q_EMIT failed({Error{"lathectl could not be started", "run it yourself: lathectl queue run"}});
    // One that finds nothing to run changes nothing that is watched.
    QTimer::singleShot(lookAgain, this, &QueueController::refresh);
}

void QueueController::stop() {
    work_->run(
        [folder = queue_.folder()] {
            queue::Queue queue(folder);
            return queue::stop_queue(queue);
        },
        [this](const Result<queue::StoppedQueue>& done) {
            refresh();
            if (!done) return Q_EMIT failed({done.error()});
            for (const auto& runner : done->others)
                Q_EMIT failed({Error{fmt::format("process {} cannot be stopped", runner.process.pid),
                                     "is it another person's?"}});
            QStringList names;
            for (const auto& one : done->items) names << names_[one.item.number];
            if (!names.empty()) Q_EMIT stopping(names.join(QStringLiteral(", ")));
        });
}

}  // namespace lathe::gui
