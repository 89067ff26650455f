// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/chart_notices.h"

#include <QAction>
#include <QFileInfo>
#include <QWidget>

#include "widgets/charts/chart_exports.h"
#include "widgets/common/banner.h"
#include "widgets/common/icons.h"

namespace lathe::gui {

ChartNotices::ChartNotices(Banner& banner, QWidget& window)
    : QObject(&window),
      exports_(new ChartExports(window)),
      banner_(banner),
      cancel_(new QAction(icon(QStringLiteral("close")), tr("Cancel"), this)) {
    cancel_->setObjectName(QStringLiteral("chartExportCancel"));
    cancel_->setProperty("notACommand", true);
    connect(cancel_, &QAction::triggered, exports_, &ChartExports::cancel);
    soon_.setSingleShot(true);
    soon_.setInterval(300);
    connect(&soon_, &QTimer::timeout, this, [this] {
        if (exports_->isBusy()) banner_.showMessage(Banner::Kind::info, tr("Exporting %1\u2026").arg(file_), {cancel_});
    });
    connect(exports_, &ChartExports::begun, this, [this](const QString& path) {
        file_ = QFileInfo(path).fileName();
        soon_.start();
    });
    connect(exports_, &ChartExports::written, this, [this](const QString& path, const QString& lacks) {
        const QString text = tr("Exported: %1").arg(path);
        if (lacks.isEmpty()) banner_.showMessage(Banner::Kind::info, text);
        else banner_.showMessage(Banner::Kind::warning, text + QLatin1Char('\n') + lacks);
    });
    connect(exports_, &ChartExports::cancelled, this, [this](const QString& path) {
        banner_.showMessage(Banner::Kind::info, tr("Cancelled: %1 was not written.").arg(QFileInfo(path).fileName()));
    });
    connect(exports_, &ChartExports::failed, this,
            [this](const QString& text) { banner_.showMessage(Banner::Kind::error, text); });
}

bool ChartNotices::isBusy() const {
    return exports_->isBusy();
}

}  // namespace lathe::gui
