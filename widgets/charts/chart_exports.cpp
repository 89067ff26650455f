// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_exports.h"

#include <memory>
#include <utility>

#include <QFileDialog>
#include <QMessageBox>
#include <QWidget>

#include "widgets/charts/chart_file.h"

namespace lathe::gui {

ChartExports::ChartExports(QWidget& window) : QObject(&window) {
    pool_.setMaxThreadCount(1);
}

ChartExports::~ChartExports() {
    stop_.request_stop();
    pool_.clear();
    pool_.waitForDone();
}

ChartExports& ChartExports::of(QWidget& widget) {
    for (QWidget* at = &widget; at; at = at->parentWidget())
        if (auto* found = at->findChild<ChartExports*>(QString(), Qt::FindDirectChildrenOnly)) return *found;
    QWidget& window = *widget.window();
    auto* made = new ChartExports(window);
    connect(made, &ChartExports::failed, &window, [&window](const QString& text) {
        auto* message = new QMessageBox(QMessageBox::Warning, tr("Export chart"), text, QMessageBox::Ok, &window);
        message->setAttribute(Qt::WA_DeleteOnClose);
        message->open();
    });
    return *made;
}

void ChartExports::ask(QWidget& chart, const QString& name, std::function<ChartExport()> exported) {
    auto* dialog = new QFileDialog(&chart, tr("Export chart"));
    dialog->setObjectName(QStringLiteral("chartExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("PNG image (*.png)"), tr("SVG drawing (*.svg)"), tr("PDF document (*.pdf)"),
                            tr("CSV, every point (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    dialog->selectFile(QString(name).replace(u'/', u'-'));  // "opt/lr" is a metric, not a folder
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, exported = std::move(exported)](const QString& path) { write(path, exported()); });
    dialog->open();
}

void ChartExports::write(const QString& path, const ChartExport& chart) {
    auto taken = ChartFile::take(path, chart);
    if (!taken) {
        Q_EMIT failed(QString::fromStdString(taken.error().str()));
        return;
    }
    ++open_;
    Q_EMIT begun(path);
    pool_.start([this, stop = stop_.get_token(), file = std::make_shared<ChartFile>(std::move(*taken))] {
        const auto result = file->write(stop);
        QMetaObject::invokeMethod(
            this,
            [this, path = file->path(), result, stopped = stop.stop_requested()] { finish(path, result, stopped); },
            Qt::QueuedConnection);
    });
}

void ChartExports::finish(const QString& path, const Result<void>& result, bool stopped) {
    --open_;
    if (result) Q_EMIT written(path);
    else if (stopped) Q_EMIT cancelled(path);
    else Q_EMIT failed(QString::fromStdString(result.error().str()));
}

void ChartExports::cancel() {
    stop_.request_stop();
    stop_ = std::stop_source();  // of those to come
}

}  // namespace lathe::gui
