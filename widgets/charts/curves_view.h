// SPDX-License-Identifier: GPL-3.0-or-later
// Live curves: one metric at a time, or all as a wall of small charts; one line a run, every recorded point kept. GUI
// thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QSet>
#include <QString>
#include <QVariantMap>
#include <QWidget>

#include "core/search/trial.h"
#include "core/store/event_file.h"
#include "widgets/charts/curve_groups.h"
#include "widgets/charts/curves_styling.h"
#include "widgets/charts/shown_part.h"

namespace lathe::gui {

class CurvesView : public QWidget {
    Q_OBJECT

  public:
    explicit CurvesView(QWidget* parent = nullptr);
    ~CurvesView() override;

    // Appends to a series; O(points). Drawn within a frame or two, however often this is called. The run's metric
    // "epoch" also gives the x axis by epoch.
    void addPoints(int run, const QString& metric, const std::vector<store::ScalarPoint>& points);
    void setRunLabel(int run, const QString& label);      // "Trial N" when not set
    void setRunState(int run, search::TrialState state);  // failed and early-stopped ends are marked
    // It goes on from an earlier step: what it has from there on is replaced as its points come again.
    void restartRun(int run);
    void setBestRun(std::optional<int> run);                    // emphasised
    void setVisibleRuns(const std::optional<QSet<int>>& runs);  // nullopt: all; the legend hides among these
    // Ways to group the runs; what is chosen is drawn as a mean and a band for each group. Besides: all runs as one.
    void setGroupings(std::vector<CurveGrouping> groupings);
    void preferGrouping(const QString& name);  // chosen until the person chooses; "": none
    // How each run's line looks, and by which properties the person may have the lines coloured and dashed instead.
    void setRunStyles(const RunStyles& styles);
    void setProperties(std::vector<CurveProperty> properties);
    void setNote(const QString& note);  // what a person should know of the lines; "": nothing
    // What the chart says while it has no run to draw; "": that one may be started.
    void setIdleText(const QString& text);
    // Which of the recorded points are not given here, for whoever writes them into a file; "": all are.
    void setLacks(const QString& lacks);
    // Drops its points, before others are given; it stays what it was: its label, state, selection, hidden or not.
    void clearPoints(int run);
    void removeRun(int run);
    void removeRuns(const QSet<int>& runs);
    void clear();

    void setMetric(const QString& metric);  // shown until the person chooses another; may arrive before its points
    // All points that are there were given: where that metric has none, another is shown until it has some, and a line
    // says so.
    void showWhatThereIs();
    QString metric() const;
    QStringList metrics() const;
    void showWall(bool shown);  // all metrics at once
    // What the person has chosen of how curves are drawn, and of the wall with its pinned charts; for the next time.
    QVariantMap saveLayout() const;
    void restoreLayout(const QVariantMap& layout);  // empty: nothing changes

  public Q_SLOTS:
    void setHighlightedRun(std::optional<int> run);
    void setSelectedRuns(const QSet<int>& runs);

  Q_SIGNALS:
    void runHovered(int run);  // -1: none
    void selectedRunsChanged(const QSet<int>& runs);
    // A moment after the person has zoomed or moved the x axis: what is seen now of each curve. Whoever has given only
    // some of the points may give those that lie between (clearPoints(), and all of them again).
    void partsShown(const std::vector<lathe::gui::ShownPart>& parts);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lathe::gui
