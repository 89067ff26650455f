// SPDX-License-Identifier: GPL-3.0-or-later
// The charts, and recorded pictures and sounds, of a window that are being written into files, on a thread of their
// own, one after another. GUI thread.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include <QObject>
#include <QString>
#include <QThreadPool>

#include "core/base/error.h"
#include "widgets/charts/chart_export.h"

class QWidget;

namespace lathe::gui {

class ChartExports : public QObject {
    Q_OBJECT

  public:
    // Whoever makes it for a window says there what the signals tell.
    explicit ChartExports(QWidget& window);
    // Cancels what is under way, and waits for it; files are whole or as they were.
    ~ChartExports() override;

    // That of the nearest window above a widget. Where none has any, one is made that tells failures in a message.
    static ChartExports& of(QWidget& widget);

    // Whether the chart has every point that was recorded, or only what is drawn: some of them, or bins.
    enum class Points { every, shown };
    // Asks for a file without blocking the window. `exported` is called when one is chosen, unless `chart` is gone by
    // then. `name`: offered for the file, without suffix.
    void ask(QWidget& chart, const QString& name, std::function<ChartExport()> exported, Points points = Points::every);
    // What the chart shows is taken now, and written on the thread.
    void write(const QString& path, const ChartExport& chart);
    // A whole file.
    void writeBytes(const QString& path, const std::string& bytes);

    bool isBusy() const { return open_ > 0; }
    void cancel();  // all of them

  Q_SIGNALS:
    void begun(const QString& path);
    void written(const QString& path, const QString& lacks);  // lacks: as ChartExport's, of a file with the numbers
    void cancelled(const QString& path);
    void failed(const QString& text);

  private:
    using Work = std::function<Result<void>(const std::stop_token& stop)>;

    void begin(const QString& path, Work work, const QString& lacks = {});
    void finish(const QString& path, const Result<void>& result, bool stopped, const QString& lacks);

    QThreadPool pool_;
    std::stop_source stop_;
    int open_ = 0;  // begun, and not over
};

}  // namespace lathe::gui
