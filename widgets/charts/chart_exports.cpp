// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_exports.h"

#include <memory>
#include <utility>

#include <QFileDialog>
#include <QMessageBox>
#include <QWidget>

#include "core/base/files.h"
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

void ChartExports::ask(QWidget& chart, const QString& name, std::function<ChartExport()> exported, Points points) {
    auto* dialog = new QFileDialog(&chart, tr("Export chart"));
    dialog->setObjectName(QStringLiteral("chartExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("PNG image (*.png)"), tr("SVG drawing (*.svg)"), tr("PDF document (*.pdf)"),
         points == Points::every ? tr("CSV, every point (*.csv)") : tr("CSV, only what is drawn (*.csv)")});
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
    const auto file = std::make_shared<ChartFile>(std::move(*taken));
    begin(
        path, [file](const std::stop_token& stop) { return file->write(stop); },
        file->hasNumbers() ? chart.lacks : QString());
}

void ChartExports::writeBytes(const QString& path, const std::string& bytes) {
    begin(path, [file = path.toStdString(), bytes](const std::stop_token& stop) -> Result<void> {
        if (stop.stop_requested()) return fail("cancelled");
        return write_file_atomically(file, bytes);
    });
}

void ChartExports::begin(const QString& path, Work work, const QString& lacks) {
    ++open_;
    Q_EMIT begun(path);
    pool_.start([this, path, work = std::move(work), lacks, stop = stop_.get_token()] {
        const auto result = work(stop);
        QMetaObject::invokeMethod(
            this,
            [this, path, result, lacks, stopped = stop.stop_requested()] { finish(path, result, stopped, lacks); },
            Qt::QueuedConnection);
    });
}

void ChartExports::finish(const QString& path, const Result<void>& result, bool stopped, const QString& lacks) {
    --open_;
    if (result) Q_EMIT written(path, lacks);
    else if (stopped) Q_EMIT cancelled(path);
    else Q_EMIT failed(QString::fromStdString(result.error().str()));
}

void ChartExports::cancel() {
    stop_.request_stop();
    stop_ = std::stop_source();  // of those to come
}

}  // namespace lathe::gui
