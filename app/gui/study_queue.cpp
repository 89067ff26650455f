// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/study_queue.h"

#include <utility>

#include <QAction>

#include "app/gui/desktop_notifier.h"
#include "app/gui/queue_controller.h"
#include "app/gui/session_controller.h"
#include "app/gui/study_start.h"
#include "widgets/common/banner.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/queue_panel.h"
#include "widgets/queue/train_page.h"

namespace lathe::gui {

StudyQueue::StudyQueue(const Parts& parts, const QString& lathectl, QObject* parent)
    : QObject(parent),
      parts_(parts),
      controller_(
          new QueueController(queue::Queue(queue::default_queue_folder()), *parts.train.queuePanel(), lathectl, this)) {
    parts_.train.queuePanel()->setAddAction(&parts_.enqueue);
    connectPanel();
    connectController();
}

void StudyQueue::connectPanel() {
    connect(parts_.train.queuePanel(), &QueuePanel::studyRequested, this, &StudyQueue::show);
    // What this window trains, or has trained, keeps its charts until another study is asked for.
    connect(parts_.train.queuePanel(), &QueuePanel::studySelected, this, [this](const QString& studyFolder) {
        if (!parts_.controller.isBusy() && parts_.train.session() == nullptr) parts_.train.showStudy(studyFolder);
    });
}

void StudyQueue::connectController() {
    connect(controller_, &QueueController::failed, this, &StudyQueue::failed);
    connect(controller_, &QueueController::added, this, [this](const QString& name) {
        parts_.banner.showMessage(Banner::Kind::info, tr("%1 is in the queue.").arg(name));
    });
    connect(controller_, &QueueController::removed, this, [this](const QString& names) {
        QList<QAction*> actions;
        if (controller_->undoRemoval()->isEnabled()) actions << controller_->undoRemoval();
        parts_.banner.showMessage(Banner::Kind::info, tr("Removed from the queue: %1").arg(names), actions);
    });
    connect(controller_, &QueueController::stopping, this, [this](const QString& names) {
        parts_.banner.showMessage(Banner::Kind::info,
                                  tr("Stopping: %1. What is stopped goes on later at its place.").arg(names));
    });
    connect(controller_, &QueueController::ended, &parts_.notifier, &DesktopNotifier::notifyEnd);
}

void StudyQueue::setActive(bool active) {
    QObject::disconnect(parts_.train.queuePanel(), nullptr, this, nullptr);
    if (active) connectPanel();
    controller_->setActive(active);
}

void StudyQueue::show(const QString& workspace, const QString& studyFolder) {
    if (parts_.controller.isBusy()) {
        Q_EMIT studyRequested(workspace, studyFolder);
        return;
    }
    parts_.train.showStudy(studyFolder);
    Q_EMIT shown();
}

void StudyQueue::add(const QString& workspace, const QString& device) {
    if (!parts_.page.isOpen()) return;
    const auto draft = parts_.page.experiment();
    const auto kind = draft && draft->space.empty() ? search::Purpose::trial : search::Purpose::search;
    auto experiment = parts_.start.experiment(kind, [this, workspace, device] { add(workspace, device); });
    if (!experiment) return;
    experiment->purpose = kind;
    chooseDevice(*experiment, device);
    controller_->add(std::move(*experiment), workspace);
}

}  // namespace lathe::gui
