// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/action_availability.h"

#include <QAction>
#include <QString>

#include "app/gui/finders.h"
#include "app/gui/host_runs.h"
#include "app/gui/past_studies.h"
#include "app/gui/reproduce_bar.h"
#include "app/gui/session_controller.h"
#include "app/gui/shown_workspace.h"
#include "app/gui/study_start.h"
#include "app/gui/window_actions.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/train_page.h"
#include "widgets/runs/review_page.h"

namespace lathe::gui {

ActionAvailability::ActionAvailability(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
    const auto by = [this](auto& part, auto signal) { connect(&part, signal, this, &ActionAvailability::refresh); };
    by(parts.configure, &ConfigurePage::experimentChanged);
    by(parts.train, &TrainPage::studyChanged);
    by(parts.train, &TrainPage::statusChanged);
    by(parts.train, &TrainPage::sessionOver);
    by(parts.controller, &SessionController::busyChanged);
    by(parts.reproduce, &ReproduceBar::busyChanged);
    by(parts.finders, &Finders::busyChanged);
    by(parts.workspace, &ShownWorkspace::changed);
}

void ActionAvailability::refresh() {
    const WindowActions& actions = parts_.actions;
    const bool open = parts_.configure.isOpen();
    const bool running = parts_.controller.isBusy() || parts_.reproduce.isBusy();
    const bool elsewhere = parts_.host.isOpen();
    // What this machine does is nothing to another one.
    const QString blocked = elsewhere ? QString() : parts_.start.whyBlocked();
    for (QAction* action : {actions.save, actions.saveAs, actions.copyCommand, actions.exportResolved,
                            actions.exportHeadless, actions.enqueue})
        action->setEnabled(open);
    for (QAction* action : {actions.runOnce, actions.startSearch}) action->setEnabled(open && blocked.isEmpty());
    actions.resume->setEnabled(SessionController::canResume(parts_.train.status().state) && blocked.isEmpty());
    parts_.past.setBlocked(blocked);
    parts_.past.setElsewhere(elsewhere);
    const QString there =
        elsewhere ? tr("These runs are on another machine: lathectl --on HOST does it there.") : QString();
    parts_.review.setUseBlocked(there);
    parts_.review.setEditBlocked(there);
    for (QAction* action : {actions.findLearningRate, actions.findBatchSize, actions.showTable})
        action->setEnabled(open);
    parts_.finders.setStudyRunning(running);
    actions.chooseWorkspace->setEnabled(!running);
}

}  // namespace lathe::gui
