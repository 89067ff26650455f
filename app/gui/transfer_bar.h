// SPDX-License-Identifier: GPL-3.0-or-later
// What is being carried to another machine or from there: how far it is, and a way to cancel it. Hidden when there is
// nothing. One after another. GUI thread.
#pragma once

#include <deque>
#include <functional>
#include <memory>

#include <QFrame>
#include <QTimer>

#include "app/gui/transfer_job.h"

class QAction;
class QProgressBar;

namespace lathe::gui {

class ElideLabel;

class TransferBar : public QFrame {
    Q_OBJECT

  public:
    using Outcome = TransferJob::Outcome;
    using Then = std::function<void(const Outcome& outcome)>;

    explicit TransferBar(QWidget* parent = nullptr);
    // Cancels what is under way; returns soon, whatever the other machine does.
    ~TransferBar() override;

    // `what` is carried, `host` is the other machine. `then` is called at its end, unless it was cancelled.
    void start(const QString& what, const QString& host, TransferJob::Work work, Then then);
    bool isBusy() const { return job_ != nullptr; }
    // What is under way; nothing where it is too late.
    void cancel();

  Q_SIGNALS:
    void cancelled(const QString& what);

  private:
    struct Transfer {
        QString what;
        QString host;
        TransferJob::Work work;
        Then then;
    };
    void begin();
    void look();
    QString textOf(const TransferJob::News& news) const;

    Transfer now_;
    std::deque<Transfer> waiting_;
    std::unique_ptr<TransferJob> job_;
    QTimer timer_;
    ElideLabel* text_;
    QProgressBar* progress_;
    QAction* cancel_;
};

}  // namespace lathe::gui
