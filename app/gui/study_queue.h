// SPDX-License-Identifier: GPL-3.0-or-later
// The queue as a part of the window: what is open goes into it, its studies are shown, and what becomes of it is said
// in the banner and to the desktop. GUI thread.
#pragma once

#include <QObject>
#include <QString>

#include "core/base/error.h"

class QAction;

namespace lathe::gui {

class Banner;
class ConfigurePage;
class DesktopNotifier;
class QueueController;
class SessionController;
class StudyStart;
class TrainPage;

class StudyQueue : public QObject {
    Q_OBJECT

  public:
    // All outlive this.
    struct Parts {
        ConfigurePage& page;
        StudyStart& start;
        SessionController& controller;
        TrainPage& train;
        Banner& banner;
        DesktopNotifier& notifier;
        QAction& enqueue;  // that adds what is open
    };
    // `lathectl`: what runs the queue; "" when there is none.
    StudyQueue(const Parts& parts, const QString& lathectl, QObject* parent);

    // Puts what is open at the end: a search where there is something to search over, else one training. Its study
    // comes into `workspace` and trains on `device` ("": as the experiment says). What keeps it from that is said.
    void add(const QString& workspace, const QString& device);
    // Whether the panel is this machine's.
    void setActive(bool active);

  Q_SIGNALS:
    // The Train room shows a study of the queue.
    void shown();
    // One is to be shown elsewhere, as the Train room shows what runs in this window.
    void studyRequested(const QString& workspace, const QString& studyFolder);
    void failed(const lathe::Errors& errors);

  private:
    void connectPanel();
    void connectController();
    void show(const QString& workspace, const QString& studyFolder);

    Parts parts_;
    QueueController* controller_;
};

}  // namespace lathe::gui
