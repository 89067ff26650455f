// SPDX-License-Identifier: GPL-3.0-or-later
// One chart of a wall: its title, a pin, buttons that export it and show it alone, and the plot with a menu of the
// same. GUI thread.
#pragma once

#include <QFrame>

#include "widgets/charts/curves_scene.h"
#include "widgets/charts/metric_cards.h"

class QMenu;
class QToolButton;

namespace lathe::gui {

class CurvesPlot;

class WallCard : public QFrame {
    Q_OBJECT

  public:
    WallCard(const MetricCard& card, const CurvesScene& scene, QWidget* parent);
    ~WallCard() override;

    const MetricCard& card() const { return card_; }
    CurvesPlot* plot() const { return plot_; }
    const CurvesScene& scene() const { return scene_; }
    void setPinned(bool pinned);
    QList<QWidget*> tabOrder() const;  // what has the focus one after another
    // What it shows may have changed; drawn by refresh() when it is seen.
    void invalidate() { stale_ = true; }
    void refresh();
    void setAxisKinds();
    void forgetLines();
    void setHighlightedRun(std::optional<int> run);

  Q_SIGNALS:
    void opened();
    void pinToggled();
    void wallExportRequested();  // of all charts

  private:
    void askAndExport();
    void fillMenu(QMenu& menu);

    MetricCard card_;
    const CurvesScene& main_;
    CurvesScene scene_;
    CurvesPlot* plot_;
    QToolButton* pin_;
    QToolButton* export_;
    QToolButton* open_;
    bool stale_ = true;
};

}  // namespace lathe::gui
