// SPDX-License-Identifier: GPL-3.0-or-later
// Looks whether a workspace of another machine can be opened, before what is open now is left for it, and hands the
// connection over. GUI thread.
#pragma once

#include <memory>
#include <stop_token>

#include <QObject>
#include <QString>

#include "core/base/error.h"
#include "core/remote/connection.h"

class QAction;

namespace lathe::gui {

class BackgroundWork;

class HostOpening : public QObject {
    Q_OBJECT

  public:
    explicit HostOpening(QObject* parent = nullptr);
    // Returns soon, whatever the other machine does.
    ~HostOpening() override;

    // "ssh://HOST/PATH" or "HOST:PATH". Returns at once; one of the signals tells what becomes of it. The error: it is
    // no address. One at a time: the latest counts.
    Result<void> open(const QString& address);
    // No signal follows any more.
    void cancel();
    // The connection, while possible() is told; null: it was taken.
    std::unique_ptr<remote::Connection> takeConnection();
    // The same for a button.
    QAction* cancelAction() const { return cancel_; }

  Q_SIGNALS:
    // That machine has answered. `told`: what a person should know of it; may be "".
    void possible(const QString& name, const QString& told);  // "ssh://HOST/PATH"
    void impossible(const QString& name, const QString& why);

  private:
    BackgroundWork* work_;
    std::stop_source stop_;
    std::unique_ptr<remote::Connection> connection_;
    QAction* cancel_;
};

}  // namespace lathe::gui
