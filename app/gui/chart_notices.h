// SPDX-License-Identifier: GPL-3.0-or-later
// How the export of charts goes, in the banner: what takes longer than a moment with a way to cancel it, and how it
// ended. GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

class QAction;
class QWidget;

namespace lathe::gui {

class Banner;
class ChartExports;

class ChartNotices : public QObject {
    Q_OBJECT

  public:
    // `banner` outlives this; `window` has the charts, and is the parent of this and of their exports.
    ChartNotices(Banner& banner, QWidget& window);

    bool isBusy() const;

  private:
    ChartExports* exports_;
    Banner& banner_;
    QAction* cancel_;
    QTimer soon_;  // since one was begun
    QString file_;
};

}  // namespace lathe::gui
