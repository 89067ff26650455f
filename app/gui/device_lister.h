// SPDX-License-Identifier: GPL-3.0-or-later
// Lists the devices on a thread of its own: asking a driver may take a while. GUI thread.
#pragma once

#include <thread>
#include <vector>

#include <QObject>

#include "core/device/device.h"

namespace lathe::gui {

class DeviceLister : public QObject {
    Q_OBJECT

  public:
    // `inventory` outlives this; nullptr: nothing is ever listed.
    explicit DeviceLister(device::Inventory* inventory, QObject* parent = nullptr);

    // A fresh look; ignored while one is under way.
    void refresh();

  Q_SIGNALS:
    void listed(const std::vector<lathe::device::Device>& devices);

  private:
    device::Inventory* inventory_;
    bool busy_ = false;
    std::jthread thread_;
};

}  // namespace lathe::gui
