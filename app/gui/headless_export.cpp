// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/headless_export.h"

#include <utility>

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>

#include "app/gui/experiment_files.h"
#include "app/gui/export_dialog.h"
#include "app/gui/headless.h"
#include "core/base/files.h"
#include "widgets/config/configure_page.h"

namespace lathe::gui {

HeadlessExport::HeadlessExport(ConfigurePage& page, ExperimentFiles& files, const config::Catalog& catalog,
                               QString lathectl, QWidget& window)
    : QObject(&window),
      page_(page),
      files_(files),
      catalog_(catalog),
      lathectl_(std::move(lathectl)),
      window_(window) {}

void HeadlessExport::copyCommand(const QString& workspace, const QString& device) {
    whenSaved([this, workspace, device] { copyNow(workspace, device); });
}

void HeadlessExport::whenSaved(const std::function<void()>& then) {
    if (page_.file().isEmpty() || page_.isModified()) files_.save(then);
    else then();
}

void HeadlessExport::copyNow(const QString& workspace, const QString& device) {
    const auto experiment = page_.experiment();
    const bool searches = experiment && !experiment->space.empty() && experiment->search.objective;
    const QStringList overrides = device.isEmpty() ? QStringList() : QStringList{QStringLiteral("hw.device=") + device};
    const QString command =
        headlessCommand(lathectlProgram(lathectl_), searches ? HeadlessVerb::tune : HeadlessVerb::run, page_.file(),
                        workspace, overrides);
    QGuiApplication::clipboard()->setText(command);
    Q_EMIT done(tr("Copied: %1").arg(command));
}

void HeadlessExport::askAndExportResolved() {
    const auto experiment = page_.experiment();
    if (!experiment) {
        Q_EMIT failed(experiment.error());
        return;
    }
    const auto text = resolvedExperiment(page_.document(), *experiment, catalog_);
    if (!text) {
        Q_EMIT failed(text.error());
        return;
    }
    auto* dialog = new QFileDialog(&window_, tr("Export resolved config"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("yaml"));
    dialog->setNameFilters({tr("Experiments (*.yaml *.yml)"), tr("All files (*)")});
    if (!page_.file().isEmpty()) dialog->setDirectory(QFileInfo(page_.file()).absolutePath());
    dialog->selectFile(QFileInfo(page_.title()).completeBaseName() + QStringLiteral("-resolved.yaml"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, bytes = text->toStdString()](const QString& file) { write(file, bytes); });
    dialog->open();
}

void HeadlessExport::askAndExport() {
    whenSaved([this] { openDialog(page_.file()); });
}

void HeadlessExport::askAndExport(const QString& folder) {
    openDialog(folder);
}

bool HeadlessExport::isBusy() const {
    return dialog_ && dialog_->isBusy();
}

// One at a time: while one is being written, it is shown again.
void HeadlessExport::openDialog(const QString& source) {
    if (dialog_ && (dialog_->isBusy() || dialog_->source() == source)) {
        dialog_->show();
        dialog_->raise();
        dialog_->activateWindow();
        return;
    }
    delete dialog_;
    // What was edited meanwhile is exported, too, as long as it is still the file that is open.
    const auto prepare = [this, source](const std::function<void()>& then) {
        if (page_.file() == source) whenSaved(then);
        else then();
    };
    dialog_ = new ExportDialog(source, catalog_, lathectlProgram(lathectl_), prepare, &window_);
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    dialog_->show();
}

void HeadlessExport::write(const QString& file, const std::string& text) {
    if (const auto written = write_file_atomically(file.toStdString(), text); !written)
        Q_EMIT failed({written.error()});
    else Q_EMIT done(tr("Written: %1").arg(file));
}

}  // namespace lathe::gui
