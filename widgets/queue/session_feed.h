// SPDX-License-Identifier: GPL-3.0-or-later
// Carries a running session to the window: one timer at frame rate, which runs only while the session does, drains the
// mailbox and looks at the status. Never a signal per training step. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

#include "core/run/session.h"

namespace lathe::gui {

class SessionFeed : public QObject {
    Q_OBJECT

  public:
    explicit SessionFeed(QObject* parent = nullptr);

    // Not owned; nullptr: nothing to follow. The session must outlive the feed or be replaced first.
    void setSession(run::Session* session);
    run::Session* session() const { return session_; }
    const run::SessionStatus& status() const { return status_; }
    // Looks again at once and goes on looking: after something was asked of a session that was over.
    void wake();

  Q_SIGNALS:
    // At most once a frame. `changed`: more than progress did.
    void statusChanged(const lathe::run::SessionStatus& status, bool changed);
    void batchArrived(const lathe::run::Mailbox::Batch& batch);
    void over(lathe::run::SessionState state);

  private:
    void tick();
    void look();

    QTimer timer_;
    run::Session* session_ = nullptr;
    run::SessionStatus status_;
    int ticks_ = 0;
    int rest_ = 0;  // looks that remain after the session was over
    bool told_over_ = false;
};

}  // namespace lathe::gui
