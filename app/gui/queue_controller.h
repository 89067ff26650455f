// SPDX-License-Identifier: GPL-3.0-or-later
// Between the queue in its folder and the window: changes it, runs it in a process of its own, and notices what other
// processes do to it. Files are read and written on another thread. GUI thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

#include "core/queue/queue.h"
#include "core/queue/standing.h"

class QAction;

namespace lathe::gui {

class BackgroundWork;
class QueuePanel;

class QueueController : public QObject {
    Q_OBJECT

  public:
    // `panel` outlives this. `lathectl`: what runs the queue; "" when there is none.
    QueueController(queue::Queue queue, QueuePanel& panel, QString lathectl, QObject* parent);

    // Puts an experiment at the end, as it is now.
    void add(search::Experiment experiment, const QString& workspace);
    // Takes back the last removal.
    QAction* undoRemoval() const { return undo_; }
    void refresh();
    // Whether the panel is this queue's: not while it shows that of another machine.
    void setActive(bool active);

  Q_SIGNALS:
    void added(const QString& name);
    void removed(const QString& names);
    void stopping(const QString& names);
    void failed(const lathe::Errors& errors);
    // One that this window has seen before its end is over.
    void ended(const QString& name, bool done);

  private:
    void connectPanel();
    void watch();
    // `work` on the other thread; then the panel shows what came of it, and `then` is called unless it failed.
    void change(std::function<Result<void>(queue::Queue& queue)> work, std::function<void()> then = {});
    void show(queue::Standing standing);
    void remove(const std::vector<int>& items);
    void run(int atOnce);
    void stop();

    queue::Queue queue_;
    QueuePanel& panel_;
    QString lathectl_;
    BackgroundWork* work_;
    QFileSystemWatcher watcher_;
    QTimer timer_;  // while something runs: its progress is in other files
    QAction* undo_;
    std::vector<int> removed_;
    std::map<int, queue::ItemState> states_;
    std::map<int, QString> names_;
    bool active_ = true;
    bool reading_ = false;
    bool stale_ = false;  // something has changed since the reading began
};

}  // namespace lathe::gui
