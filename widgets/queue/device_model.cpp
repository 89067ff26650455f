// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/device_model.h"

#include <QStringList>

#include "widgets/common/core_text.h"
#include "widgets/common/icons.h"

namespace lathe::gui {

QString memoryText(std::uint64_t bytes) {
    const double gib = static_cast<double>(bytes) / (1ull << 30);
    return QStringLiteral("%1 GiB").arg(QString::number(gib, 'f', gib < 10 ? 1 : 0));
}

void DeviceModel::setDevices(std::vector<device::Device> devices) {
    beginResetModel();
    devices_ = std::move(devices);
    endResetModel();
}

void DeviceModel::setTrials(const std::vector<run::TrialStatus>& trials) {
    std::map<std::string, std::vector<int>> running;
    for (const auto& trial : trials)
        if (trial.state == search::TrialState::running) running[trial.device].push_back(trial.number);
    if (running == trials_) return;
    trials_ = std::move(running);
    if (!devices_.empty()) Q_EMIT dataChanged(index(0, Use), index(rowCount() - 1, Use));
}

int DeviceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(devices_.size());
}

int DeviceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QString DeviceModel::use(const device::Device& device) const {
    if (!device.usable) return coreText(device.reason);
    QStringList parts;
    if (const auto found = trials_.find(device.id.str()); found != trials_.end())
        for (const int number : found->second) parts << tr("trial %1").arg(number);
    if (!device.foreign_processes.empty())
        parts << tr("%n other program(s)", nullptr, static_cast<int>(device.foreign_processes.size()));
    if (device.utilisation >= 0) parts << tr("%1% busy").arg(device.utilisation);
    return parts.isEmpty() ? tr("free") : parts.join(QStringLiteral(", "));
}

QString DeviceModel::text(const device::Device& device, int column) const {
    switch (column) {
        case Name: return QString::fromStdString(device.id.str());
        case Model: return QString::fromStdString(device.name);
        case Memory:
            if (device.memory_total == 0) return {};
            return tr("%1 free of %2").arg(memoryText(device.memory_free), memoryText(device.memory_total));
        default: return use(device);
    }
}

QVariant DeviceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const device::Device& device = devices_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return text(device, index.column());
    if (role == Qt::DecorationRole && index.column() == Name)
        return icon(device.id.is_cpu() ? QStringLiteral("cpu") : QStringLiteral("gpu"),
                    device.usable ? IconTone::text : IconTone::muted);
    return {};
}

QVariant DeviceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case Name: return tr("Device");
        case Model: return tr("Model");
        case Memory: return tr("Memory");
        case Use: return tr("In use");
        default: return {};
    }
}

Qt::ItemFlags DeviceModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const bool usable = devices_[static_cast<std::size_t>(index.row())].usable;
    return usable ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::ItemNeverHasChildren;
}

}  // namespace lathe::gui
