// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/device_lister.h"

#include <QMetaObject>

namespace lathe::gui {

DeviceLister::DeviceLister(device::Inventory* inventory, QObject* parent) : QObject(parent), inventory_(inventory) {}

void DeviceLister::refresh() {
    if (!inventory_ || busy_) return;
    busy_ = true;
    thread_ = std::jthread([this] {
        auto devices = inventory_->list();
        // The destructor joins this thread and drops what it posted, so `this` is alive whenever the call arrives.
        QMetaObject::invokeMethod(
            this,
            [this, found = std::move(devices)] {
                busy_ = false;
                Q_EMIT listed(found);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace lathe::gui
