// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/device_combo.h"

#include <QStandardItemModel>

#include "widgets/common/core_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

DeviceCombo::DeviceCombo(QWidget* parent) : QComboBox(parent) {
    setObjectName(QStringLiteral("deviceCombo"));
    setAccessibleName(tr("Device"));
    setToolTip(tr("Where to train"));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMaximumWidth(36 * spacing);
    addItem(icon(QStringLiteral("cpu")), tr("Device as configured"), QString());
    setItemData(0, tr("The experiment's hw.device and search.devices decide"), Qt::ToolTipRole);
}

void DeviceCombo::setDevices(const std::vector<device::Device>& devices) {
    const QString before = chosen();
    while (count() > 1) removeItem(1);
    const auto* items = qobject_cast<QStandardItemModel*>(model());
    for (const auto& device : devices) {
        const QString id = QString::fromStdString(device.id.str());
        const QString name = QString::fromStdString(device.name);
        const QString label = device.id.is_cpu() ? tr("CPU") : QStringLiteral("%1  %2").arg(id, name);
        addItem(icon(device.id.is_cpu() ? QStringLiteral("cpu") : QStringLiteral("gpu")), label, id);
        setItemData(count() - 1, device.usable ? name : coreText(device.reason), Qt::ToolTipRole);
        items->item(count() - 1)->setEnabled(device.usable);
    }
    const int again = findData(before);
    setCurrentIndex(again >= 0 && items->item(again)->isEnabled() ? again : 0);
}

QString DeviceCombo::chosen() const {
    return currentData().toString();
}

}  // namespace lathe::gui
