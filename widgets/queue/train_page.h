// SPDX-License-Identifier: GPL-3.0-or-later
// The Train room: the running study with live curves, parallel coordinates, its trials, the devices and the log.
// GUI thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QList>
#include <QSet>
#include <QWidget>

#include "core/device/device.h"
#include "core/run/session.h"
#include "core/run/study_reader.h"
#include "widgets/charts/curves_view.h"
#include "widgets/queue/trial_editor.h"

class QAction;
class QStackedWidget;
class QTimer;

namespace lathe::gui {

class AnalysisFeed;
class AnalysisView;
class DeviceModel;
class EmptyState;
class LogPanel;
class ParallelView;
class QueuePanel;
class SearchBar;
class SessionFeed;
class StudyFeed;
class TrainActions;
class TrialPanel;

class TrainPage : public QWidget {
    Q_OBJECT

  public:
    explicit TrainPage(QWidget* parent = nullptr);
    ~TrainPage() override;

    // Not owned; nullptr empties the room. The session must live until the next call. `space` says what the axes of
    // the parallel coordinates are; `past` what its trials have recorded before.
    void setSession(run::Session* session, const space::Space& space = {}, const run::Mailbox::Batch& past = {});
    run::Session* session() const;
    // Instead of a session: a study that another process runs, or has run. It is followed as long as it is shown. One
    // that may be stopped offers to: stopRequested().
    enum class MayStop { no, yes };
    // `lacks`: which points of its curves are not on this machine, in a sentence.
    void showStudy(const QString& folder, MayStop mayStop = MayStop::no, const QString& lacks = {});
    // Of a study that is shown so: more of a trial may be there now.
    void lookAgain(const QString& studyFolder, int trial);
    const run::SessionStatus& status() const;  // of what is shown

    // Buttons of the empty state (run once, start search, ...); not owned.
    void setStartActions(const QList<QAction*>& actions);
    void setDevices(std::vector<device::Device> devices);
    // What a trial of the session ran with, for a clone of it.
    void setOptionsOf(std::function<TrialOptions(const run::TrialStatus&)> options) { optionsOf_ = std::move(options); }
    // Under all else, also while nothing trains here.
    QueuePanel* queuePanel() const { return queue_; }
    // Pause, stop, stop after the running ones, run again what failed, ...: for menus and the command palette.
    TrainActions* actions() const { return actions_; }

  Q_SIGNALS:
    // At most ten times a second while a session runs; of no other process's study.
    void statusChanged(const lathe::run::SessionStatus& status);
    // Another process's study is shown from now on, or more than its progress has changed.
    void studyChanged();
    void sessionOver(lathe::run::SessionState state);
    // A trial has just failed, with the sentence that says why.
    void trialFailed(int number, const QString& reason);
    // Of another process's study.
    void stopRequested(const QString& studyFolder);
    // As CurvesView has them; runs are the numbers of trials.
    void partsShown(const std::vector<lathe::gui::ShownPart>& parts);
    // What this trial ran with shall be opened in Configure.
    void openTrialRequested(const QString& trialFolder);

  private:
    void connectActions();
    QWidget* buildTop();
    QWidget* buildCharts();
    QWidget* buildTabs();
    void linkViews();

    void showStatus(const run::SessionStatus& status, bool changed);
    void showBatch(const run::Mailbox::Batch& batch);
    void showNews(const run::StudyNews& news);
    void styleRuns(const QString& study);
    void showParallel(const run::SessionStatus& status);
    void showAnalysis();
    void refreshActions();
    void highlight(int run);
    void select(const QSet<int>& runs);

    void ask(void (run::Session::*what)());
    void stop();
    void togglePause();
    void cancelSelected();
    void cloneSelected();
    void openSelected();
    void copySelected();

    SessionFeed* feed_;
    StudyFeed* study_;
    run::SessionStatus studyStatus_;  // of another process's study
    QString studyFolder_;             // "": none is shown
    MayStop mayStop_ = MayStop::no;
    DeviceModel* devices_;
    space::Space space_;
    std::vector<search::TrialState> states_;  // as the charts show them
    QSet<int> selected_;

    QStackedWidget* stack_;
    EmptyState* empty_;
    SearchBar* bar_;
    CurvesView* curves_;
    ParallelView* parallel_;
    AnalysisView* analysis_;
    std::unique_ptr<AnalysisFeed> analysisFeed_;
    QTimer* analysisTimer_;  // snapshots for the analysis are made at most four times a second
    TrialPanel* trials_;
    LogPanel* log_;
    QueuePanel* queue_;

    TrainActions* actions_;
    std::function<TrialOptions(const run::TrialStatus&)> optionsOf_;
};

}  // namespace lathe::gui
