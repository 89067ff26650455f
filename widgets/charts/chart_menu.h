// SPDX-License-Identifier: GPL-3.0-or-later
// The context menu of a chart whose right button also drags: it comes when the button is let go where it was pressed,
// and by the keyboard's menu key. GUI thread.
#pragma once

#include <functional>

#include <QObject>
#include <QPoint>
#include <QString>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/chart_exports.h"

class QMenu;
class QWidget;

namespace lathe::gui {

class ChartMenu : public QObject {
    Q_OBJECT

  public:
    using Fill = std::function<void(QMenu& menu)>;

    // `fill` is called each time the menu is opened. Part of `chart`.
    ChartMenu(QWidget& chart, Fill fill);

    // Adds what exports a chart; `name` as in ChartExports::ask().
    static void addExport(QMenu& menu, QWidget& chart, const QString& name, std::function<ChartExport()> exported,
                          ChartExports::Points points = ChartExports::Points::every);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void open(const QPoint& global);

    QWidget& chart_;
    Fill fill_;
    bool pressed_ = false;  // the right button, and not moved since
    QPoint from_;
};

}  // namespace lathe::gui
