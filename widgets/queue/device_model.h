// SPDX-License-Identifier: GPL-3.0-or-later
// The devices of this machine and what trains on each. GUI thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "core/device/device.h"
#include "core/run/session.h"

namespace lathe::gui {

class DeviceModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Name, Model, Memory, Use, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setDevices(std::vector<device::Device> devices);
    void setTrials(const std::vector<run::TrialStatus>& trials);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

  private:
    QString text(const device::Device& device, int column) const;
    QString use(const device::Device& device) const;

    std::vector<device::Device> devices_;
    std::map<std::string, std::vector<int>> trials_;  // device -> running trials
};

// "12 GiB"
QString memoryText(std::uint64_t bytes);

}  // namespace lathe::gui
