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
#include "widgets/runs/record_key.h"
#include "widgets/runs/review_data.h"
#include "widgets/runs/run_ids.h"

class QFileSystemModel;
class QPlainTextEdit;
class QTabWidget;
class QTreeView;

namespace lathe::gui {

class AnalysisView;
class CompareView;
class CurvesView;
class DiffHighlighter;
class ImagesView;
class NoteView;
class ParallelView;
class PredictionsView;

class ReviewDetails : public QWidget {
    Q_OBJECT

  public:
    explicit ReviewDetails(QWidget* parent = nullptr);
    ~ReviewDetails() override;

    // `study`: the one that parallel coordinates and files belong to. `trials`: the selected ones. `shown`: those whose
    // curves are drawn (all of the study when no trial is selected).
    void setSelection(const StudyPtr& study, const std::vector<SelectedTrial>& trials,
                      const std::vector<SelectedTrial>& shown);
    void setDetails(const Details& details);
    void setNoteOf(const std::optional<MarkedRecord>& record);
    void editNote();  // shows it, too
    void setNoteEditable(bool editable);
    void addPoints(const TrialPoints& points);
    void forget(const TrialKey& key);  // its curves
    void showPredictions();

  Q_SIGNALS:
    void trialsPicked(const QList<lathe::gui::TrialKey>& trials);  // selected in the parallel coordinates
    void trialPointedAt(const lathe::gui::TrialKey& trial);        // selected among the curves
    void fileActivated(const QString& file);
    void noteChanged(const lathe::gui::MarkedRecord& record, const QString& note);

  private:
    QPlainTextEdit* makeText(const QString& name, const QString& title);
    void buildFiles();
    void fillCurves(const std::vector<SelectedTrial>& shown);
    void fillTables(const std::vector<SelectedTrial>& trials);
    void fillParallel();
    void fillAnalysis();
    ParallelTable tableOfStudy();
    std::vector<CurveGrouping> groupingsOfStudies();
    void fillTexts();
    void fillPredictions();
    QString labelOf(const SelectedTrial& trial) const;
    void pickCurves(const QSet<int>& runs);
    void pickLines(const QSet<int>& runs);

    QTabWidget* tabs_;
    CurvesView* curves_;
    ImagesView* images_;
    ParallelView* parallel_;
    AnalysisView* analysis_;
    QTimer analysisTimer_;  // points of many trials arrive one after another
    PredictionsView* predictions_;
    CompareView* parameters_;
    CompareView* environment_;
    QPlainTextEdit* config_;
    DiffHighlighter* diff_;
    QPlainTextEdit* log_;
    NoteView* note_;
    QTreeView* files_;
    QFileSystemModel* fileModel_;

    StudyPtr study_;
    std::vector<SelectedTrial> trials_;
    QList<TrialKey> drawn_;
    Details details_;
    RunIds ids_;
    std::map<int, std::vector<QPointF>> reports_;  // of the drawn trials: the metric of their study, by step
    bool severalStudies_ = false;
};

}  // namespace lathe::gui
