// SPDX-License-Identifier: GPL-3.0-or-later
// From what is open to a study that runs: whether one may begin now, and what has to be right or asked before. GUI
// thread.
#pragma once

#include <functional>
#include <optional>

#include <QObject>
#include <QString>

#include "core/search/experiment.h"

class QWidget;

namespace lathe::gui {

class ConfigurePage;
class ExperimentCheck;
class Finders;
class ReproduceBar;
class SessionController;

class StudyStart : public QObject {
    Q_OBJECT

  public:
    // All outlive this; `window` is the parent of what is asked.
    struct Parts {
        ConfigurePage& page;
        ExperimentCheck& check;
        SessionController& controller;
        ReproduceBar& reproduce;
        Finders& finders;
        QWidget& window;
    };
    StudyStart(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {}

    // Why no study can be started now; "" when one can.
    QString whyBlocked() const;

    // Where it is going to train: what this machine lacks is no reason not to begin elsewhere.
    enum class Where { here, elsewhere };

    // What is open, when it may begin. nullopt: a signal says what keeps it from that, or the person is asked whether
    // its program may run, and `again` is called after a yes.
    std::optional<search::Experiment> experiment(search::Purpose kind, const std::function<void()>& again,
                                                 Where where = Where::here);

    // In `workspace`, on `device` ("": as the experiment says). True: it has started. Otherwise a signal says what
    // keeps it from starting, or the person is asked whether the program of the experiment may run.
    bool start(search::Purpose kind, const QString& workspace, const QString& device);

  Q_SIGNALS:
    void started();
    void blocked(const QString& why);
    void nothingTuned(const QString& message);
    void refused(const lathe::Errors& errors);

  private:
    void refuse(const Errors& errors);

    Parts parts_;
};

}  // namespace lathe::gui
