// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/train_actions.h"

#include <algorithm>

#include <QAction>

#include "widgets/common/icons.h"

namespace lathe::gui {

TrainActions::TrainActions(QObject* parent)
    : QObject(parent),
      pause(make("pauseAction", "pause", tr("&Pause"),
                 tr("Hold every running trial: a network at its next batch, a program at once"))),
      stop(make("stopAction", "stop", tr("S&top"),
                tr("Stop: a network at its next batch, a program when it has ended; it can be resumed later"))),
      stopAfter(make("stopAfterAction", "stop-after", tr("Stop &after the running trials"),
                     tr("Let what runs finish, and start no more trials; once more: go on after all"))),
      rerun(make("rerunFailedAction", "rerun", tr("Run the &failed trials again"),
                 tr("Add each failed trial once more, with the same parameters"))),
      clone(make("cloneTrialAction", "clone", tr("C&lone and edit the trial\u2026"),
                 tr("Add a trial with the options of the selected one, changed as you like"))),
      openTrial(make("openTrialAction", "open", tr("&Open the trial as an experiment"),
                     tr("Open what the selected trial ran with, in Configure; the best one's when none is selected"))),
      cancel(make("cancelTrialAction", "close", tr("&Cancel the selected trials"),
                  tr("Stop the selected trials; the search goes on without them"))),
      copy(make("copyTrialsAction", "copy", tr("Cop&y the trials as JSON"),
                tr("Copy the selected trials (all when none is selected) as JSON"))) {
    pause->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_F6));
    stop->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F5));
    stopAfter->setCheckable(true);
}

QAction* TrainActions::make(const char* name, const char* iconName, const QString& text, const QString& tip) {
    auto* action = new QAction(icon(QLatin1String(iconName)), text, this);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(tip);
    return action;
}

void TrainActions::refresh(const run::SessionStatus& now, Control control,
                           const std::vector<const run::TrialStatus*>& selection) {
    const bool ours = control == Control::all;
    const bool live = ours && !run::is_over(now.state);
    const bool paused = now.state == run::SessionState::paused;
    if (const QString text = paused ? tr("Go &on") : tr("&Pause"); pause->text() != text) {
        pause->setText(text);
        pause->setIcon(icon(paused ? QStringLiteral("run") : QStringLiteral("pause")));
    }
    pause->setEnabled(live && now.state != run::SessionState::stopping);
    stop->setEnabled(control == Control::stop || (live && now.state != run::SessionState::stopping));
    stopAfter->setEnabled(live && (now.state == run::SessionState::running || paused));
    stopAfter->setChecked(askedStopAfter_.shown(now.stops_after_running));
    const auto any = [](const auto& trials, auto fits) { return std::any_of(trials.begin(), trials.end(), fits); };
    rerun->setEnabled(ours &&
                      any(now.trials, [](const auto& trial) { return trial.state == search::TrialState::failed; }));
    clone->setEnabled(ours && selection.size() == 1);
    openTrial->setEnabled(selection.size() == 1 || (selection.empty() && now.best_trial));
    cancel->setEnabled(live && any(selection, [](const auto* trial) { return !search::is_final(trial->state); }));
    copy->setEnabled(!now.trials.empty());
}

}  // namespace lathe::gui
