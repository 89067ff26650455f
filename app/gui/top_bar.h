// SPDX-License-Identifier: GPL-3.0-or-later
// The bar over the rooms: which file is open, on what to train, and the buttons that start and stop. GUI thread.
#pragma once

#include "widgets/common/overflow_row.h"

class QAction;

namespace lathe::gui {

class DeviceCombo;
class ElideLabel;

class TopBar : public OverflowRow {
    Q_OBJECT

  public:
    // Not owned. `start` is the primary button.
    TopBar(QAction* runOnce, QAction* start, QAction* enqueue, QAction* stop, QAction* resume, QAction* commands,
           QWidget* parent = nullptr);

    // `where` is shown smaller: the folder.
    void setFile(const QString& title, const QString& where, bool modified);
    DeviceCombo* devices() const { return devices_; }

  private:
    ElideLabel* title_;
    ElideLabel* where_;
    DeviceCombo* devices_;
};

}  // namespace lathe::gui
