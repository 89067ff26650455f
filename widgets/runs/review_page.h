// SPDX-License-Identifier: GPL-3.0-or-later
// The Review room: every study of a workspace with its trials, filtered, compared, and followed live when it runs in
// another process. GUI thread; files are read on a thread of its own.
#pragma once

#include <map>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "widgets/runs/followed_trials.h"
#include "widgets/runs/record_key.h"
#include "widgets/runs/review_data.h"

class QAction;
class QMenu;
class QStackedWidget;

namespace lathe::gui {

class Banner;
class EmptyState;
class ReviewActions;
class ReviewDetails;
class ReviewList;
class ReviewMarks;
class ReviewReader;

class ReviewPage : public QWidget {
    Q_OBJECT

  public:
    // In which form studies are written for somebody else: as a page to read, or as another program's files.
    enum class Output { report, exported };

    explicit ReviewPage(QWidget* parent = nullptr);
    ~ReviewPage() override;

    void setWorkspace(const QString& folder);
    QString workspace() const { return workspace_; }
    // Whether what is in the workspace is still on its way from another machine: as long as there is nothing, it is
    // being read.
    void setFilling(bool filling);
    // Of the workspace as it was last read, newest first.
    const std::vector<StudyPtr>& studies() const { return studies_; }
    // Reads the workspace again; also done by itself while the page is visible.
    void refresh();
    // More points of the drawn trials may be there, also of those that are over.
    void readPoints();
    // Selects a study (by its folder) as soon as it is read.
    void showStudy(const QString& folder);
    // Why no study can be started now; "" when one can.
    void setStartBlocked(const QString& why);
    // Why what is selected cannot be used here (reproduced, tested, its model exported); "" when it can.
    void setUseBlocked(const QString& why);
    // Why names, tags and notes cannot be changed and nothing deleted; "" when they can.
    void setEditBlocked(const QString& why);
    // Which points of the curves are not on this machine, in a sentence; "": all are.
    void setLacks(const QString& lacks);
    // Who knows whether a trial was reproduced; called on another thread. None at first.
    void setReproductionText(const ReproductionText& text);
    // A test of a trial was made: it is shown from now on. `testFolder`: where its record lies.
    void showTest(const QString& trialFolder, const QString& testFolder);
    // For the command palette. Each has an objectName.
    QList<QAction*> reviewActions() const;
    // Those of them that change what is selected here: of no use while another room is shown.
    QList<QAction*> selectionActions() const;
    // Which rows are shown and how, as one text; anything else than such a text gives the first view.
    QByteArray saveView() const;
    void restoreView(const QByteArray& view);
    // Behind the bar's button; filled by who keeps views.
    QMenu* viewsMenu() const;

  Q_SIGNALS:
    void studiesChanged();
    // `folder`: of a study or of one of its trials.
    void openExperimentRequested(const QString& folder);
    void runAgainRequested(const QString& folder);
    void reproduceRequested(const QString& trialFolder);
    void testRequested(const QString& trialFolder);
    void exportModelRequested(const QString& trialFolder);
    void resumeRequested(const QString& studyFolder);
    void exportRequested(const QString& folder);
    // Studies and trials, to be written for somebody else.
    void outputRequested(const std::vector<lathe::gui::MarkedRecord>& records, lathe::gui::ReviewPage::Output output);
    void showInFolderRequested(const QString& path);
    // Whose curves are drawn from now on, and which parts of them the person has enlarged.
    void trialsShown(const std::vector<lathe::gui::ShownTrial>& trials);
    void partsShown(const std::vector<lathe::gui::ShownTrialPart>& parts);
    // From the empty state.
    void openWorkspaceRequested();
    void exampleRequested();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    QWidget* makeEmptyState();
    void showWhyEmpty(const QString& error);
    QWidget* makeRoom();
    void connectActions();
    void takeSnapshot(const WorkspaceSnapshot& snapshot);
    void takeDetails(const Details& details);
    void takePoints(const std::vector<TrialPoints>& points);
    void offerModel();
    void selectionChanged();
    void readTexts();
    void tick();
    void refreshActions();
    void copyParameters();
    void connectMarks();
    std::optional<MarkedRecord> onlySelected() const;

    // Of the trial when one is selected, else of the study; empty: there is none.
    QString chosenFolder() const;
    void showRecord(const RecordKey& record);
    bool anythingRuns() const;

    QString workspace_;
    QString wantedStudy_;
    QString startBlocked_;
    QString useBlocked_;
    QString editBlocked_;
    std::vector<StudyPtr> studies_;
    ReviewSelection selection_;
    std::map<TrialKey, bool> keepsCheckpoints_;  // of the trials that were looked at
    int ticks_ = 0;

    ReviewReader* reader_;
    FollowedTrials followed_;
    ReviewActions* actions_;
    ReviewList* list_;
    ReviewDetails* details_;
    ReviewMarks* marks_;
    Banner* banner_;
    QStackedWidget* stack_;
    EmptyState* empty_ = nullptr;  // instead of the studies
    bool isRead_ = false;          // the workspace, at least once since it is whole
    bool filling_ = false;
    QTimer timer_;
    QTimer textsTimer_;  // points come more often than texts are worth reading
};

}  // namespace lathe::gui
