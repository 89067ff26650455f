// SPDX-License-Identifier: GPL-3.0-or-later
// Where to train: as the experiment says, on the CPU, or on one of the GPUs; those that cannot be used are greyed, with
// the reason as their tooltip. GUI thread.
#pragma once

#include <vector>

#include <QComboBox>

#include "core/device/device.h"

namespace lathe::gui {

class DeviceCombo : public QComboBox {
    Q_OBJECT

  public:
    explicit DeviceCombo(QWidget* parent = nullptr);

    // Keeps the choice when that device is still there and usable.
    void setDevices(const std::vector<device::Device>& devices);
    // "" as the experiment says, else "cpu" or "cuda:N".
    QString chosen() const;
};

}  // namespace lathe::gui
