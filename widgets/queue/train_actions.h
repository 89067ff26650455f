// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the Train room, and which of them are possible now. GUI thread.
#pragma once

#include <vector>

#include <QList>
#include <QObject>

#include "core/run/session_status.h"
#include "widgets/queue/asked_value.h"

class QAction;

namespace lathe::gui {

class TrainActions : public QObject {
    Q_OBJECT

  public:
    explicit TrainActions(QObject* parent);

    QList<QAction*> all() const { return {pause, stop, stopAfter, rerun, clone, openTrial, cancel, copy}; }
    // Those that act on the selected trials.
    QList<QAction*> ofSelection() const { return {cancel, clone, openTrial}; }

    // What can be done with the study from here. all: it runs in this process, and takes commands. stop: it runs in
    // another one, and can be stopped there.
    enum class Control { none, stop, all };
    void refresh(const run::SessionStatus& now, Control control, const std::vector<const run::TrialStatus*>& selection);
    // A person has switched stopAfter: the session tells so a moment later.
    void stopAfterAsked(bool wanted) { askedStopAfter_.ask(wanted); }
    void forget() { askedStopAfter_ = {}; }

    QAction* const pause;
    QAction* const stop;
    QAction* const stopAfter;  // stays down while it is in force
    QAction* const rerun;
    QAction* const clone;
    QAction* const openTrial;
    QAction* const cancel;
    QAction* const copy;

  private:
    QAction* make(const char* name, const char* iconName, const QString& text, const QString& tip);

    AskedValue<bool> askedStopAfter_;
};

}  // namespace lathe::gui
