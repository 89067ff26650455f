// SPDX-License-Identifier: GPL-3.0-or-later
// The samples that a model got most wrong, as rows: the worst first. GUI thread.
#pragma once

#include <QAbstractTableModel>
#include <QPixmap>

#include "widgets/runs/test_facts.h"

namespace lathe::gui {

class WrongSamplesModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { sampleColumn, truthColumn, predictionColumn, probabilityColumn, lossColumn, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setFacts(const TestFacts& facts);
    // Side of a picture as it is shown, in pixels; 0: there are none.
    int pictureSide() const { return pictures_.isEmpty() ? 0 : shownSide; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    static constexpr int shownSide = 56;
    QString text(const store::WrongSample& sample, int column) const;
    int firstNumber() const;  // column

    TestFacts facts_;
    QList<QPixmap> pictures_;
};

}  // namespace lathe::gui
