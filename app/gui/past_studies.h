// SPDX-License-Identifier: GPL-3.0-or-later
// What the Review room asks for a study or trial of the past: to run it again, to open it as an experiment, to go on
// with it. Its record is read on another thread. GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <QVector>

#include "core/base/error.h"
#include "core/config/schema.h"
#include "widgets/config/past_study.h"
#include "widgets/runs/review_data.h"

namespace lathe::gui {

class BackgroundWork;
class ExperimentFiles;
class ReproduceBar;
class ReviewPage;
class SessionController;

// Those that a search can start from: searches with a best trial, at most 20, newest first.
QVector<PastStudy> studiesToStartFrom(const std::vector<StudyPtr>& studies);

class PastStudies : public QObject {
    Q_OBJECT

  public:
    // All outlive this. A study that is run again comes into the workspace that `review` shows.
    PastStudies(ReviewPage& review, ExperimentFiles& files, SessionController& controller, ReproduceBar& reproduce,
                const config::Catalog& catalog, QObject* parent);

    // Why no study can be started now; "" when one can.
    void setBlocked(const QString& why);
    // Whether the studies are another machine's, which somebody else runs again and goes on with.
    void setElsewhere(bool elsewhere) { elsewhere_ = elsewhere; }

    // `folder`: of a study or of a trial.
    void runAgain(const QString& folder);
    void openAsExperiment(const QString& folder);

  Q_SIGNALS:
    // `notices`: what a person should know of a study that was taken up again; may be "".
    void started(const QString& notices);
    void failed(const lathe::Errors& errors);

  private:
    bool mayStart();
    void sayResumed();

    ReviewPage& review_;
    ExperimentFiles& files_;
    SessionController& controller_;
    const config::Catalog& catalog_;
    BackgroundWork* work_;
    QString blocked_;
    bool elsewhere_ = false;
};

}  // namespace lathe::gui
