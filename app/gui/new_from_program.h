// SPDX-License-Identifier: GPL-3.0-or-later
// A new experiment whose config is what somebody's script takes: `lathectl new experiment --from SCRIPT`, in a process
// of its own, once the person trusts the script's folder. GUI thread.
#pragma once

#include <QObject>
#include <QString>

#include "core/base/error.h"

class QProcess;

namespace lathe::gui {

class NewFromProgram : public QObject {
    Q_OBJECT

  public:
    // `lathectl`: the program; "": there is none. `window` is the parent of the dialogs.
    NewFromProgram(QString lathectl, QWidget* window);
    ~NewFromProgram() override;

    // Asks for a script, and for the person's trust where its folder has none.
    void ask();

  Q_SIGNALS:
    // It stands beside the script.
    void made(const QString& file);
    void failed(const Errors& errors);

  private:
    void askForTrust(const QString& script);
    void start(const QString& script);
    void finish(const QString& file, bool crashed, int exitCode);

    const QString lathectl_;
    QWidget* window_;
    QProcess* process_ = nullptr;
};

}  // namespace lathe::gui
