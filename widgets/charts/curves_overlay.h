// SPDX-License-Identifier: GPL-3.0-or-later
// What follows the mouse over a curves chart: crosshair with read-out, and the rubber band. Painted above the plot, so
// that moving the mouse never redraws a curve.
#pragma once

#include <optional>
#include <vector>

#include <QPen>
#include <QPointF>
#include <QRect>
#include <QString>
#include <QWidget>

namespace lathe::gui {

class CurvesOverlay : public QWidget {
    Q_OBJECT

  public:
    explicit CurvesOverlay(QWidget* parent);

    struct Reading {
        QPointF at;
        QPen line;  // as the chart draws it
        QString label;
        QString value;
        bool strong = false;
    };
    struct Crosshair {
        QPointF mouse;
        QString title;  // where on the x axis
        std::vector<Reading> readings;
        int more = 0;  // further runs that are not listed
    };
    void setArea(const QRect& area);  // the axis rect
    void setCrosshair(std::optional<Crosshair> crosshair);
    const std::optional<Crosshair>& crosshair() const { return crosshair_; }
    void setRubberBand(const QRect& band);    // null: none
    void setMessage(const QString& message);  // in the middle, when there is nothing to see
    QString message() const { return message_; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void paintCrosshair(QPainter& painter) const;
    void paintReadout(QPainter& painter) const;

    QRect area_;
    std::optional<Crosshair> crosshair_;
    QRect band_;
    QString message_;
};

}  // namespace lathe::gui
