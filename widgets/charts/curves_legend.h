// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of a curves chart as a list model: swatch, label, and a check that shows or hides the line.
#pragma once

#include <vector>

#include <QAbstractListModel>

#include "widgets/charts/curves_scene.h"

namespace lathe::gui {

class CurvesLegend : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { runRole = Qt::UserRole };

    CurvesLegend(CurvesScene& scene, QObject* parent);

    void refresh();  // after the runs, their labels, states or emphasis changed
    void setDark(bool dark);
    int rowOf(int run) const;  // -1: not there

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

  Q_SIGNALS:
    void shownChanged();

  private:
    QVariant decoration(int run) const;

    CurvesScene& scene_;
    std::vector<int> runs_;
    bool dark_ = false;
};

}  // namespace lathe::gui
