// SPDX-License-Identifier: GPL-3.0-or-later
// The bar above the curves: which metric, how it is drawn and over what, and the menu of the rest. GUI thread.
#pragma once

#include <string>
#include <vector>

#include <QString>
#include <QStringList>
#include <QVariantMap>
#include <QWidget>

#include "widgets/charts/curve_data.h"
#include "widgets/charts/curve_groups.h"
#include "widgets/common/overflow_row.h"

class QAction;
class QComboBox;
class QLabel;
class QMenu;
class QSlider;
class QToolButton;

namespace lathe::gui {

class CurvesBar : public OverflowRow {
    Q_OBJECT

  public:
    explicit CurvesBar(QWidget* parent = nullptr);

    void addMetric(const QString& metric);  // a new one; what is shown may move, see showMetric()
    void removeMetric(const QString& metric);
    bool hasMetric(const QString& metric) const;
    QStringList metrics() const;
    void clearMetrics();
    void showMetric(const QString& metric);  // as chosen, without a signal
    void showSecond(const QString& metric);  // the one below; empty: none

    // What the person has chosen here, but for what belongs to the runs that are shown; and that again.
    QVariantMap choices() const;
    void setChoices(const QVariantMap& choices);

    CurveSettings settings() const;
    bool logX() const;
    bool ignoresOutliers() const;

    // Ways to group the runs, in the list after "no groups" and "mean of all"; what is chosen stays.
    void setGroupings(const std::vector<CurveGrouping>& groupings);
    enum class Grouping { none, all, byName };
    Grouping grouping() const;
    QString groupingName() const;  // of byName
    // Chosen unless the person has chosen for themselves; "": no groups. It may come among the groupings later.
    void preferGrouping(const QString& name);

    // Properties that the lines can be coloured and dashed by; what is chosen stays.
    void setProperties(const QStringList& names) { properties_ = names; }
    QString colorBy() const { return colorBy_; }  // "": each run's own
    QString dashBy() const { return dashBy_; }

    void setZoomed(bool zoomed);
    void setWall(bool shown);

  Q_SIGNALS:
    void metricChosen(const QString& metric);
    void wallToggled(bool shown);                    // all metrics at once
    void secondMetricChosen(const QString& metric);  // empty: none
    void settingsChanged();
    void xAxisChanged();
    void groupingChosen();
    void stylingChosen();
    void zoomResetRequested();
    void legendToggled(bool shown);
    void showAllRequested();
    void hideOthersRequested();
    void exportRequested();
    void tableRequested();

  private:
    void makeMetric();
    void makeSmoothing();
    void makeAxes();
    QToolButton* makeMenu();
    QAction* addToggle(QMenu* menu, const char* name, const QString& text);
    void fillSecond(QMenu* menu);
    void addStyling(QMenu* menu, const char* name, const QString& title, QString CurvesBar::*chosen);
    void fillStyling(QMenu* menu, QString CurvesBar::*chosen);
    void applyPreferred();
    void showWeight();

    QComboBox* metric_ = nullptr;
    QToolButton* wall_ = nullptr;
    QLabel* secondLabel_ = nullptr;
    QString second_;
    QStringList properties_;
    QString colorBy_;
    QString dashBy_;
    QString preferred_;            // grouping
    bool groupingChosen_ = false;  // by the person
    QSlider* smoothing_ = nullptr;
    QLabel* weight_ = nullptr;
    bool smoothingChosen_ = false;  // by the person; else short curves are drawn as they were recorded
    QToolButton* logY_ = nullptr;
    QComboBox* axis_ = nullptr;
    QComboBox* group_ = nullptr;
    QToolButton* fit_ = nullptr;
    QAction* smoothByItself_ = nullptr;
    QAction* logX_ = nullptr;
    QAction* outliers_ = nullptr;
    QAction* legend_ = nullptr;
};

}  // namespace lathe::gui
