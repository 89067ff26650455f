// SPDX-License-Identifier: GPL-3.0-or-later
// Shows how a distribution went over the steps: one ridge behind the other, the newest in front. Hover and arrow keys
// read values. GUI thread.
#pragma once

#include <optional>

#include <QWidget>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/histogram_ridges.h"

class QPainter;

namespace lathe::gui {

class RidgeChart : public QWidget {
    Q_OBJECT

  public:
    explicit RidgeChart(QWidget* parent = nullptr);

    void setRidges(HistogramRidges ridges);
    const HistogramRidges& ridges() const { return ridges_; }
    // The step that stands out.
    void setStep(std::int64_t step);
    // Of what it shows; offered as the name of a file.
    void setTitle(const QString& title) { title_ = title; }
    ChartExport exported() const;
    // What is read where the pointer or the keyboard is: "step 120: 52 of 784 values in 0.012 to 0.034"; empty:
    // nowhere.
    QString reading() const;

    QSize sizeHint() const override { return {360, 240}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

  Q_SIGNALS:
    void stepChosen(qint64 step);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    struct Place {
        std::size_t ridge = 0;
        std::size_t bin = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };
    QRectF area() const;
    double ridgeHeight() const;  // of the highest bin, in pixels
    double baseline(std::size_t ridge) const;
    double pixelX(double value) const;
    QPolygonF outline(std::size_t ridge) const;
    std::optional<Place> placeAt(const QPointF& position) const;
    void point(const std::optional<Place>& place);
    void paintRidges(QPainter& painter) const;  // on the background
    void paintAxes(QPainter& painter) const;
    void paintRidge(QPainter& painter, std::size_t ridge) const;

    QString title_;
    HistogramRidges ridges_;
    std::optional<std::size_t> chosen_;  // ridge
    std::optional<Place> pointed_;
};

}  // namespace lathe::gui
