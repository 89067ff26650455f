// SPDX-License-Identifier: GPL-3.0-or-later
// Carries a study that another process runs to the window: its folder is read on another thread, again and again.
// GUI thread.
#pragma once

#include <memory>
#include <set>

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include "core/run/study_reader.h"

namespace lathe::gui {

class StudyFeed : public QObject {
    Q_OBJECT

  public:
    explicit StudyFeed(QObject* parent = nullptr);
    ~StudyFeed() override;  // waits for the reading that is under way

    // "": nothing to follow.
    void follow(const QString& studyFolder);
    // More of a trial may be there, also of one that is over: it is looked at now.
    void lookAgain(int trial);
    bool isFollowing() const { return reader_ != nullptr; }

  Q_SIGNALS:
    void newsArrived(const lathe::run::StudyNews& news);
    // Why the study cannot be read; "" once it can be again. It is tried again all the while.
    void problemChanged(const QString& problem);

  private:
    void look();
    void setProblem(const QString& problem);

    QThreadPool pool_;
    QTimer timer_;
    std::shared_ptr<run::StudyReader> reader_;  // used on the other thread only
    std::set<int> again_;
    QString problem_;
    bool reading_ = false;
};

}  // namespace lathe::gui
