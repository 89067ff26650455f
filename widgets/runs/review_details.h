// SPDX-License-Identifier: GPL-3.0-or-later
// The right side of the Review room: what the selected trials did, had and were. GUI thread.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include <QMap>
#include <QPointF>
#include <QTimer>
#include <QWidget>

#include "widgets/charts/curve_groups.h"
#include "widgets/charts/curves_view.h"
#include "widgets/runs/record_key.h"
#include "widgets/runs/review_data.h"
#include "widgets/runs/review_tables.h"
#include "widgets/runs/run_ids.h"
#include "widgets/runs/study_names.h"

class QTabWidget;

namespace lathe::gui {

class AnalysisView;
class CompareView;
class ConfigView;
class DescentView;
class FilesView;
class LogView;
class MediaView;
class NoteView;
class ParallelView;
class PredictionsView;

class ReviewDetails : public QWidget {
    Q_OBJECT

  public:
    explicit ReviewDetails(QWidget* parent = nullptr);
    ~ReviewDetails() override;

    void setSelection(const ReviewSelection& selection);
    // All points that there are of what is drawn were added: nothing more comes unless one of them runs.
    void pointsAreThere();
    // Whose relatives are to be read; nullopt: nobody looks at them.
    std::optional<RecordKey> wantsFamilyOf() const;
    void showComparison();
    void setDetails(const Details& details);
    void setNoteOf(const std::optional<MarkedRecord>& record);
    void editNote();  // shows it, too
    void setNoteEditable(bool editable);
    void setLacks(const QString& lacks);  // which points of the curves are not on this machine; "": all are
    void addPoints(const TrialPoints& points);
    void forget(const QList<TrialKey>& trials);  // its curves
    void forgetPoints(const TrialKey& key);      // others of it follow
    void showPredictions();

  Q_SIGNALS:
    void familyWanted();                                           // wantsFamilyOf() has changed
    void recordChosen(const lathe::gui::RecordKey& record);        // among the relatives
    void trialsPicked(const QList<lathe::gui::TrialKey>& trials);  // selected in the parallel coordinates
    void trialPointedAt(const lathe::gui::TrialKey& trial);        // selected among the curves
    void fileActivated(const QString& file);
    void failed(const QString& text);  // something could not be saved
    void partsShown(const std::vector<lathe::gui::ShownTrialPart>& parts);
    void noteChanged(const lathe::gui::MarkedRecord& record, const QString& note);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildTabs();
    void fillCurves();
    void fillStyles();
    void summarise(const TrialKey& key, const std::string& tag, const std::vector<store::ScalarPoint>& series);
    void fillComparison();
    void fillParallel();
    void fillAnalysis();
    space::Space spaceOfStudy() const;
    void fillTexts();
    void fillPredictions();
    QString labelOf(const SelectedTrial& trial) const;
    const TrialTexts* textsOf(const TrialKey& trial) const;
    void tellParts(const std::vector<ShownPart>& parts);
    void pickCurves(const QSet<int>& runs);
    void pickLines(const QSet<int>& runs);

    QTabWidget* tabs_;
    CurvesView* curves_;
    MediaView* media_;
    ParallelView* parallel_;
    AnalysisView* analysis_;
    QTimer pointsTimer_;  // points of many trials arrive one after another
    PredictionsView* predictions_;
    CompareView* compare_;
    ConfigView* config_;
    LogView* log_;
    DescentView* descent_;
    NoteView* note_;
    FilesView* files_;

    ReviewSelection selection_;
    QList<TrialKey> drawn_;
    Details details_;
    RunIds ids_;
    MetricsByTrial metrics_;                       // of the drawn trials
    std::map<int, std::vector<QPointF>> reports_;  // of the drawn trials: the metric of their study, by step
    bool severalStudies_ = false;
    StudyNames names_;  // of the studies of what is drawn or compared
    QString metricOf_;  // the study whose metric was shown last
};

}  // namespace lathe::gui
