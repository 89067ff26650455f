// SPDX-License-Identifier: GPL-3.0-or-later
// Work that may have to wait for a disk, on a thread of its own, one piece after another, and what follows from it on
// the GUI thread. GUI thread.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <QObject>
#include <QThreadPool>

namespace lathe::gui {

class BackgroundWork : public QObject {
    Q_OBJECT

  public:
    explicit BackgroundWork(QObject* parent = nullptr) : QObject(parent) { pool_.setMaxThreadCount(1); }
    // Waits for the piece that is under way; nothing follows from it.
    ~BackgroundWork() override {
        pool_.clear();
        pool_.waitForDone();
    }

    // `then` is called with what `work` gave.
    template <class Work, class Then>
    void run(Work work, Then then) {
        pool_.start([this, work = std::move(work), then = std::move(then)] {
            const auto result = std::make_shared<std::invoke_result_t<Work>>(work());
            QMetaObject::invokeMethod(
                this, [result, then] { then(std::move(*result)); }, Qt::QueuedConnection);
        });
    }

  private:
    QThreadPool pool_;
};

}  // namespace lathe::gui
