// SPDX-License-Identifier: GPL-3.0-or-later
// All metrics at once: a grid of small charts over the same runs, x axis, zoom and crosshair. GUI thread.
//
// Only charts that can be seen are brought up to date: the others are when they are scrolled to.
#pragma once

#include <memory>
#include <vector>

#include <QSet>
#include <QStringList>
#include <QWidget>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/metric_cards.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QScrollArea;

namespace lathe::gui {

class CurvesPlot;
class WallCard;

class CurvesWall : public QWidget {
    Q_OBJECT

  public:
    // What the charts show but for their metrics; outlives this.
    explicit CurvesWall(const CurvesScene& scene, QWidget* parent = nullptr);
    ~CurvesWall() override;

    void setMetrics(const QStringList& metrics);
    void refresh();       // after the scene changed
    void setAxisKinds();  // after its axes changed
    void setHighlightedRun(std::optional<int> run);
    void resetZoom();
    bool isZoomed() const;
    // The lines point into the data: before it goes.
    void forgetLines();

    QSet<QString> pinned() const { return pinned_; }
    void setPinned(const QSet<QString>& metrics);
    QString filter() const;  // a regular expression
    void setFilter(const QString& filter);
    // Those that can be seen, without scrolling.
    std::vector<const CurvesPlot*> seenPlots() const;
    // Asks for a file, and writes all charts that the filter lets through into it.
    void askAndExport();
    int cardCount() const { return static_cast<int>(cards_.size()); }

  Q_SIGNALS:
    void runHovered(int run);  // -1: none
    void runClicked(int run, bool toggle);
    void zoomedChanged();
    void keysEdited();                         // the part of the x axis that is shown, by the person
    void metricOpened(const QString& metric);  // to be shown alone

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    void rebuild();
    void place();
    void arrangeTabOrder();
    WallCard* makeCard(const MetricCard& card);
    void connectPlot(WallCard* card);
    void refreshVisible();
    void togglePin(const QString& metric);
    ChartExport exported();

    const CurvesScene& scene_;
    QStringList metrics_;
    QSet<QString> pinned_;
    QLineEdit* filter_;
    QLabel* empty_;
    QScrollArea* area_;
    QWidget* grid_;
    QGridLayout* layout_;
    std::vector<QLabel*> headings_;
    std::vector<WallCard*> cards_;
    int columns_ = 0;
};

}  // namespace lathe::gui
