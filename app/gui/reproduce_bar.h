// SPDX-License-Identifier: GPL-3.0-or-later
// The trial that is being reproduced: how far it is, and a way to cancel it. Hidden when there is none. At most one at
// a time, and none while a study runs in this process: LibTorch's generator on the CPU is one per process. GUI thread.
#pragma once

#include <memory>

#include <QFrame>
#include <QString>
#include <QTimer>

#include "app/gui/reproduce_job.h"

class QProgressBar;

namespace lathe::gui {

class ElideLabel;

class ReproduceBar : public QFrame {
    Q_OBJECT

  public:
    // `services` outlives this.
    explicit ReproduceBar(const run::SessionServices& services, QWidget* parent = nullptr);

    // `trialFolder`: STUDY/trials/0003.
    void start(const QString& trialFolder);
    bool isBusy() const { return job_ != nullptr; }
    void cancel();

  Q_SIGNALS:
    void busyChanged();
    void done(bool equal, const QString& message);
    void failed(const lathe::Errors& errors);

  private:
    void look();
    void tell(const ReproduceJob::Answer& answer);

    const run::SessionServices& services_;
    std::unique_ptr<ReproduceJob> job_;
    QString trial_;
    QString study_;
    QTimer timer_;
    ElideLabel* text_;
    QProgressBar* progress_;
};

}  // namespace lathe::gui
