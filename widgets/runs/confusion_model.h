// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of true and predicted classes, shaded by their part of the true class. GUI thread.
#pragma once

#include <QAbstractTableModel>

#include "widgets/runs/test_facts.h"

namespace lathe::gui {

class ConfusionModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    using QAbstractTableModel::QAbstractTableModel;

    void setFacts(const TestFacts& facts);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return rowCount(parent); }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    double part(int truth, int predicted) const;
    QString className(int number) const;

    std::shared_ptr<const store::TestRecord> record_;
};

}  // namespace lathe::gui
