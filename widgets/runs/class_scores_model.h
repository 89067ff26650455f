// SPDX-License-Identifier: GPL-3.0-or-later
// Precision, recall, F1 and support of each class. GUI thread.
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "widgets/runs/test_facts.h"

namespace lathe::gui {

class ClassScoresModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { classColumn, precisionColumn, recallColumn, f1Column, supportColumn, columns };
    static constexpr int sortRole = Qt::UserRole;  // the number itself

    using QAbstractTableModel::QAbstractTableModel;

    void setFacts(const TestFacts& facts);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    std::vector<store::ClassScore> scores_;
};

}  // namespace lathe::gui
