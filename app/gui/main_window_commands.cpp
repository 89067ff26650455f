// The commands of the window that ask something or write something, and what it remembers between starts.
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>

#include "app/gui/device_combo.h"
#include "app/gui/experiment_files.h"
#include "app/gui/finders.h"
#include "app/gui/headless.h"
#include "app/gui/main_window.h"
#include "app/gui/session_controller.h"
#include "app/gui/settings.h"
#include "app/gui/top_bar.h"
#include "app/gui/window_actions.h"
#include "core/base/files.h"
#include "widgets/common/banner.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"

namespace lathe::gui {

void MainWindow::copyCommand() {
    const auto copy = [this] {
        const auto experiment = configure_->experiment(false);
        const bool search = experiment && !experiment->space.empty() && experiment->search.objective;
        const QString device = top_->devices()->chosen();
        const QStringList overrides =
            device.isEmpty() ? QStringList() : QStringList{QStringLiteral("hw.device=") + device};
        const QString command = headlessCommand(lathectlProgram(QString::fromStdString(services_.worker_program)),
                                                search, configure_->file(), workspace_, overrides);
        QApplication::clipboard()->setText(command);
        banner_->showMessage(Banner::Kind::info, tr("Copied: %1").arg(command));
    };
    if (configure_->file().isEmpty() || configure_->isModified()) files_->save(copy);
    else copy();
}

void MainWindow::exportResolved() {
    const auto experiment = configure_->experiment(false);
    if (!experiment) {
        showErrors(experiment.error());
        return;
    }
    const auto text = resolvedExperiment(configure_->document(), *experiment, catalog_);
    if (!text) {
        showErrors(text.error());
        return;
    }
    auto* dialog = new QFileDialog(this, tr("Export resolved config"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("yaml"));
    dialog->setNameFilters({tr("Experiments (*.yaml *.yml)"), tr("All files (*)")});
    if (!configure_->file().isEmpty()) dialog->setDirectory(QFileInfo(configure_->file()).absolutePath());
    dialog->selectFile(QFileInfo(configure_->title()).completeBaseName() + QStringLiteral("-resolved.yaml"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes = text->toStdString()](const QString& file) {
        if (const auto written = write_file_atomically(file.toStdString(), bytes); !written)
            showErrors({written.error()});
        else banner_->showMessage(Banner::Kind::info, tr("Written: %1").arg(file));
    });
    dialog->open();
}

void MainWindow::connectFinders() {
    connect(actions_->findLearningRate, &QAction::triggered, finders_, &Finders::openLearningRate);
    connect(actions_->findBatchSize, &QAction::triggered, finders_, &Finders::openBatchSize);
    connect(finders_, &Finders::busyChanged, this, &MainWindow::refreshActions);
    connect(files_, &ExperimentFiles::opened, finders_, &Finders::forget);
    configure_->addKeyAction(QStringLiteral("opt.lr"), actions_->findLearningRate);
    configure_->addKeyAction(QStringLiteral("train.batch_size"), actions_->findBatchSize);
}

tl::expected<search::Experiment, Errors> MainWindow::experimentToFind() const {
    auto experiment = configure_->experiment(false);
    if (experiment) chooseDevice(*experiment, top_->devices()->chosen());
    return experiment;
}

void MainWindow::chooseWorkspace() {
    auto* dialog = new QFileDialog(this, tr("The folder of past runs"));
    dialog->setObjectName(QStringLiteral("workspaceDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(QFileInfo::exists(workspace_) ? workspace_ : QFileInfo(workspace_).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        setWorkspace(folder);
        showRoom(Review);
    });
    dialog->open();
}

void MainWindow::about() {
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("About Lathe"),
                        QStringLiteral("Lathe ") + QApplication::applicationVersion(), QMessageBox::Close, this);
    box->setObjectName(QStringLiteral("aboutDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(applicationIcon().pixmap(6 * spacing, 6 * spacing));
    box->setInformativeText(
        tr("A workbench for experiments with LibTorch.\nFree software under the GNU General Public "
           "License, version 3 or later."));
    box->open();
}

void MainWindow::askWhetherToStop() {
    if (!controller_->isRunning()) {
        closeNow();
        return;
    }
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("A study is running"),
                                tr("Stop training, or go on without the window?"), QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("closeWhileTrainingDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("A study that is stopped can be resumed later with lathectl resume."));
    const auto add = [&](const char* name, const QString& text, QMessageBox::ButtonRole role) {
        QPushButton* button = box->addButton(text, role);
        button->setObjectName(QLatin1String(name));
        return button;
    };
    QPushButton* goOn = add("closeGoOn", tr("Go on without the window"), QMessageBox::AcceptRole);
    QPushButton* stop = add("closeStop", tr("Stop and close"), QMessageBox::DestructiveRole);
    QPushButton* cancel = add("closeCancel", tr("Cancel"), QMessageBox::RejectRole);
    goOn->setEnabled(!services_.worker_program.empty());
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    const auto leave = [this](WhenOver then) {
        whenOver_ = then;
        if (!controller_->isRunning()) closeNow();
        else controller_->stop();
    };
    connect(goOn, &QPushButton::clicked, this, [leave] { leave(WhenOver::handOver); });
    connect(stop, &QPushButton::clicked, this, [leave] { leave(WhenOver::close); });
    box->open();
}

void MainWindow::saveSession() {
    const auto settings = openSettings();
    settings->setValue(QStringLiteral("geometry"), saveGeometry());
    settings->setValue(QStringLiteral("room"), room());
    settings->setValue(QStringLiteral("file"), configure_->file());
    settings->setValue(QStringLiteral("workspace"), workspace_);
    settings->beginGroup(QStringLiteral("splitters"));
    for (const QSplitter* splitter : findChildren<QSplitter*>())
        if (!splitter->objectName().isEmpty()) settings->setValue(splitter->objectName(), splitter->saveState());
}

void MainWindow::restoreSession(bool withFile) {
    const auto settings = openSettings();
    restoreGeometry(settings->value(QStringLiteral("geometry")).toByteArray());
    for (QSplitter* splitter : findChildren<QSplitter*>())
        if (!splitter->objectName().isEmpty())
            splitter->restoreState(
                settings->value(QStringLiteral("splitters/") + splitter->objectName()).toByteArray());
    const QString file = settings->value(QStringLiteral("file")).toString();
    if (withFile && QFileInfo(file).isFile()) openFile(file);
    const int last = settings->value(QStringLiteral("room")).toInt();
    if (last >= Configure && last <= Review) showRoom(static_cast<Room>(last));
}

}  // namespace lathe::gui
