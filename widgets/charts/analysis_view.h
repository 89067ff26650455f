// SPDX-License-Identifier: GPL-3.0-or-later
// The analysis of a study: one chart at a time, chosen from a list, linked to the other views of its trials.
// GUI thread.
#pragma once

#include <memory>
#include <optional>

#include <QSet>
#include <QTimer>
#include <QWidget>

#include "widgets/charts/analysis/charts.h"
#include "widgets/charts/chart_canvas.h"
#include "widgets/charts/chart_export.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace lathe::gui {

class AnalysisView : public QWidget {
    Q_OBJECT

  public:
    explicit AnalysisView(QWidget* parent = nullptr);

    // Replaces the snapshot. The chart is worked out again when it is visible, at most ten times a second.
    void setInput(AnalysisInput input);
    const AnalysisInput& input() const { return *input_; }
    void showChart(const QString& id);
    QString chart() const;
    ChartExport exported() const;

  public Q_SLOTS:
    void setHighlightedRun(std::optional<int> run);
    void setSelectedRuns(const QSet<int>& runs);

  Q_SIGNALS:
    void runHovered(int run);  // -1: none
    void selectedRunsChanged(const QSet<int>& runs);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    QWidget* makeBar();
    QComboBox* makeCombo(const char* name, const QString& accessible);
    QToolButton* makeButton(const char* name, const QString& text, const QString& tip, bool checkable);
    const AnalysisChart& current() const;
    AnalysisChoice choice() const;
    void chooseChart();
    void fillChoices();
    void showDirections();
    void schedule();
    void refresh(ChartCanvas::Zoom zoom);
    QString describe(int run) const;

    void start(ChartCanvas::Zoom zoom);

    std::shared_ptr<const AnalysisInput> input_ = std::make_shared<const AnalysisInput>();
    int question_ = 0;    // what was chosen last; answers to an older choice are dropped
    bool busy_ = false;   // a job is on the thread
    bool again_ = false;  // it has been asked again since
    QTimer timer_;
    QComboBox* chart_;
    QLabel* firstLabel_;
    QLabel* secondLabel_;
    QComboBox* first_;
    QComboBox* second_;
    QToolButton* maximizeFirst_;
    QToolButton* maximizeSecond_;
    QToolButton* logY_;
    QToolButton* fit_;
    QToolButton* export_;
    ChartCanvas* canvas_;
};

}  // namespace lathe::gui
