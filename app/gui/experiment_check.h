// SPDX-License-Identifier: GPL-3.0-or-later
// Checks the data and the network of what is open in the Configure room: when its text has no mistakes of its own and
// has been still for a moment, and again when a person asks for it. Nothing waits for it. GUI thread.
#pragma once

#include <chrono>

#include <QObject>
#include <QString>
#include <QTimer>

#include "widgets/config/check_findings.h"

namespace lathe::gui {

class ConfigurePage;
class PreflightJob;

class ExperimentCheck : public QObject {
    Q_OBJECT

  public:
    // `page` outlives this. `lathectl`: the program's path; "": nothing is checked.
    ExperimentCheck(ConfigurePage& page, const QString& lathectl, QObject* parent);

    // How long the text must be still.
    void setDelay(std::chrono::milliseconds delay) { still_.setInterval(delay); }
    // Where it will be trained; "" as the experiment says.
    void setDevice(const QString& device);
    // Whether there is something that can be checked.
    bool isPossible() const;
    bool isRunning() const;
    // Of the newest check of exactly this text.
    const Errors& errors() const { return found_.errors; }

  public Q_SLOTS:
    // At once; what is known stays until the answer is there.
    void checkNow();

  Q_SIGNALS:
    void stateChanged();

  private:
    void forget();
    void take(CheckFindings findings);
    QString place() const;

    ConfigurePage& page_;
    PreflightJob* job_;
    QTimer still_;
    QString device_;
    QString checkedPlace_;
    CheckFindings found_;
    bool available_;
};

}  // namespace lathe::gui
