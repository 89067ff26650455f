// SPDX-License-Identifier: GPL-3.0-or-later
// The files that an export is going to hold, by name, with their sizes. GUI thread.
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/bundle/bundle_plan.h"

namespace lathe::gui {

// "812 bytes", "54.3 MB"; in units of 1,000 as file managers have it.
QString sizeText(std::uint64_t bytes);

class PlannedFilesModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Name, From, Size, Columns };

    explicit PlannedFilesModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setFiles(std::vector<bundle::PlannedFile> files);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    std::vector<bundle::PlannedFile> files_;
};

}  // namespace lathe::gui
