// SPDX-License-Identifier: GPL-3.0-or-later
// Files and folders that are dropped on a window. GUI thread.
#pragma once

#include <functional>

#include <QObject>
#include <QString>

class QWidget;

namespace lathe::gui {

// Gives the first local path of what is dropped anywhere on `window` that takes no drops itself.
class DroppedPaths : public QObject {
    Q_OBJECT

  public:
    DroppedPaths(QWidget& window, std::function<void(const QString& path)> open);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    std::function<void(const QString&)> open_;
};

}  // namespace lathe::gui
