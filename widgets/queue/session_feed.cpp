// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/session_feed.h"

#include "widgets/queue/trial_text.h"

namespace lathe::gui {
namespace {

constexpr int frame_ms = 33;           // ms
constexpr int framesPerStatus = 3;     // progress and ETA need no more than ten looks a second
constexpr int framesAfterTheEnd = 30;  // the writer's last points may arrive after the last state

}  // namespace

SessionFeed::SessionFeed(QObject* parent) : QObject(parent) {
    timer_.setInterval(frame_ms);
    connect(&timer_, &QTimer::timeout, this, &SessionFeed::tick);
}

void SessionFeed::setSession(run::Session* session) {
    session_ = session;
    status_ = {};
    timer_.stop();
    told_over_ = false;
    if (session_) wake();
}

void SessionFeed::wake() {
    if (!session_) return;
    told_over_ = false;
    rest_ = framesAfterTheEnd;
    ticks_ = 0;
    look();
    timer_.start();
}

void SessionFeed::tick() {
    if (const auto batch = session_->mailbox().drain(); !batch.empty()) Q_EMIT batchArrived(batch);
    if (++ticks_ % framesPerStatus == 0) look();
    if (session_ && run::is_over(status_.state) && --rest_ <= 0) timer_.stop();
}

void SessionFeed::look() {
    const bool first = status_.folder.empty();
    const auto version = status_.version;
    status_ = session_->status();
    Q_EMIT statusChanged(status_, first || version != status_.version);
    if (!run::is_over(status_.state)) {
        rest_ = framesAfterTheEnd;
        told_over_ = false;
    } else if (!told_over_) {
        told_over_ = true;
        Q_EMIT over(status_.state);
    }
}

}  // namespace lathe::gui
