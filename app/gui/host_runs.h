// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of another machine as a part of the window: what is open goes there, its queue is in the panel, its studies
// are followed in the Train room and stopped, resumed, run again and exported there. GUI thread.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QList>
#include <QObject>
#include <QString>

#include "core/base/error.h"
#include "core/config/schema.h"
#include "core/device/device.h"
#include "core/remote/connection.h"
#include "core/search/purpose.h"
#include "widgets/common/banner.h"
#include "widgets/runs/review_data.h"

class QAction;
class QWidget;

namespace lathe::gui {

class DesktopNotifier;
class HostCommands;
class HostOpening;
class HostQueue;
class HostWorkspace;
class ReviewPage;
class SessionController;
class StudyQueue;
class StudyStart;
class TrainPage;
class TransferBar;
struct ShownPart;

class HostRuns : public QObject {
    Q_OBJECT

  public:
    // All outlive this.
    struct Parts {
        StudyStart& start;
        SessionController& controller;
        TrainPage& train;
        ReviewPage& review;
        StudyQueue& queue;
        TransferBar& transfers;
        DesktopNotifier& notifier;
        const config::Catalog& catalog;
        QWidget& window;  // the parent of what is asked
    };
    HostRuns(const Parts& parts, QObject* parent);
    ~HostRuns() override;

    // "ssh://HOST/PATH" or "HOST:PATH". Returns at once; signals tell what becomes of it. The error: it is no address.
    Result<void> open(const QString& address);
    // The same once that machine has answered; until then, and when it does not, what is open stays open.
    Result<void> openWhenThere(const QString& address);
    // Also what waits for its machine.
    void close();
    bool isOpen() const;
    QString name() const;    // "ssh://HOST/PATH"
    QString folder() const;  // of the copy on this machine
    // Which points of the curves the copy has not, in a sentence; "": nothing is open.
    QString lacks() const;
    bool owns(const QString& folder) const;

    // What is open goes into the queue there; `device`: "" as the experiment says. False: something keeps it from that,
    // and a signal says what.
    bool start(search::Purpose kind, const QString& device);
    // A study of the copy.
    void resume(const QString& studyFolder);
    void exportRecord(const QString& folder);

  Q_SIGNALS:
    void stateChanged(const QString& text);  // for the status bar
    void devicesListed(const std::vector<lathe::device::Device>& devices);
    // `actions`: what may be done.
    void said(lathe::gui::Banner::Kind kind, const QString& text, const QList<QAction*>& actions);
    void failed(const lathe::Errors& errors);
    void opened();  // name() and folder() are those of another workspace
    void shown();   // the Train room shows a study of that machine
    void closed();

  private:
    Result<void> open(const QString& address, std::unique_ptr<remote::Connection> first);
    void connectOpening();
    void connectWorkspace();
    void connectQueue();
    void connectRooms();
    void send(search::Purpose kind, const QString& device, bool withData);
    void stop(const QString& studyFolder);
    void runAgain(const QString& folder);
    void show(const QString& studyFolder);
    void lookAtTrials();
    void enlarge(const std::vector<ShownPart>& parts);
    void enlargeInReview(const std::vector<ShownTrialPart>& parts);
    QString nameOf(const QString& folder) const;  // "NAME" or "NAME/trials/0003"

    Parts parts_;
    HostWorkspace* workspace_;
    HostCommands* commands_;
    HostQueue* queue_;
    HostOpening* opening_;
    std::vector<ShownTrial> inReview_;
    QAction* tryAgain_;
    QString refused_;  // what tryAgain_ opens; "": what is open
    QAction* sendData_;
    std::function<void()> sendAgain_;  // with its data
};

}  // namespace lathe::gui
