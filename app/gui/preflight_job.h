// SPDX-License-Identifier: GPL-3.0-or-later
// One check of an experiment before anything trains, as lathectl does it (core/run/preflight.h), in a process of its
// own: the check loads LibTorch and the person's plug-ins, either of which may crash, and draws from the one random
// generator that a process has. GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include "widgets/config/check_findings.h"

class QProcess;

namespace lathe::gui {

class PreflightJob : public QObject {
    Q_OBJECT

  public:
    struct Request {
        QString text;         // of the experiment, saved or not
        QString file;         // where it stands, or would; its relative paths mean the folder of it
        QStringList changes;  // KEY=VALUE
    };

    explicit PreflightJob(QString lathectl, QObject* parent = nullptr);
    // Ends the process.
    ~PreflightJob() override;

    // What was being checked before is ended, and done() never comes for it.
    void start(const Request& request);
    void stop();
    bool isRunning() const { return process_ != nullptr; }

  Q_SIGNALS:
    void done(const lathe::gui::CheckFindings& findings);
    void notStarted();  // there is no lathectl

  private:
    void finish(bool crashed);

    QString lathectl_;
    QProcess* process_ = nullptr;
};

}  // namespace lathe::gui
