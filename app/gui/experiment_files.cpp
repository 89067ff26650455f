// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/experiment_files.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include "widgets/common/resources.h"
#include "widgets/config/configure_page.h"

namespace lathe::gui {
namespace {

const QString exampleName = QStringLiteral("fashion-lenet.yaml");

QFileDialog* makeDialog(QWidget* window, const char* name, const QString& title) {
    auto* dialog = new QFileDialog(window, title);
    dialog->setObjectName(QLatin1String(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({ExperimentFiles::tr("Experiments (*.yaml *.yml)"), ExperimentFiles::tr("All files (*)")});
    return dialog;
}

QString errorText(const Error& error) {
    return QString::fromStdString(error.str());
}

}  // namespace

ExperimentFiles::ExperimentFiles(ConfigurePage* page, QWidget* window)
    : QObject(window), page_(page), window_(window) {}

void ExperimentFiles::askOpen() {
    auto* dialog = makeDialog(window_, "openDialog", tr("Open an experiment"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    if (!page_->file().isEmpty()) dialog->setDirectory(QFileInfo(page_->file()).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &ExperimentFiles::open);
    dialog->open();
}

void ExperimentFiles::open(const QString& file) {
    whenSafe([this, file] { openNow(file); });
}

void ExperimentFiles::openNow(const QString& file) {
    const QString absolute = QFileInfo(file).absoluteFilePath();
    if (const auto read = page_->openFile(absolute); !read) return Q_EMIT failed(errorText(read.error()));
    Q_EMIT opened(absolute);
    if (const QString text = ConfigurePage::recoverableFor(absolute); !text.isEmpty()) Q_EMIT recoverable(text);
}

void ExperimentFiles::openExample(const QString& folder) {
    whenSafe([this, folder] {
        initResources();
        const QString target = QDir(folder).filePath(exampleName);
        QFile example(QStringLiteral(":/lathe/examples/") + exampleName);
        const bool there = QFileInfo::exists(target);
        if (there || (QDir().mkpath(folder) && example.copy(target))) {
            // What is compiled in is read-only, and so is a copy of it.
            if (!there)
                QFile::setPermissions(target,
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
            openNow(target);
            return;
        }
        if (example.open(QIODevice::ReadOnly)) openText(QString::fromUtf8(example.readAll()), exampleName);
    });
}

void ExperimentFiles::openUnsaved(const QString& text, const QString& name) {
    whenSafe([this, text, name] {
        if (const auto read = page_->openUnsaved(text, name); !read) return Q_EMIT failed(errorText(read.error()));
        Q_EMIT opened({});
    });
}

void ExperimentFiles::openText(const QString& text, const QString& name) {
    if (const auto read = page_->openText(text, name); !read) return Q_EMIT failed(errorText(read.error()));
    Q_EMIT opened({});
}

void ExperimentFiles::save(const std::function<void()>& then) {
    if (page_->file().isEmpty()) {
        saveAs(then);
        return;
    }
    saveNow(page_->file(), then);
}

void ExperimentFiles::saveNow(const QString& file, const std::function<void()>& then) {
    const auto saving = page_->saveAs(file);
    if (!saving) return Q_EMIT failed(errorText(saving.error()));
    if (*saving == ConfigurePage::Saving::undecided) return Q_EMIT undecided();
    Q_EMIT saved(page_->file());
    if (then) then();
}

void ExperimentFiles::saveAs(const std::function<void()>& then) {
    auto* dialog = makeDialog(window_, "saveDialog", tr("Save the experiment"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("yaml"));
    if (!page_->file().isEmpty()) dialog->setDirectory(QFileInfo(page_->file()).absolutePath());
    dialog->selectFile(page_->title());
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString& file) { saveNow(file, then); });
    dialog->open();
}

void ExperimentFiles::whenSafe(const std::function<void()>& then) {
    if (!page_->isOpen() || !page_->isModified()) {
        then();
        return;
    }
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Unsaved edits"),
                                tr("Save the edits of %1?").arg(page_->title()), QMessageBox::NoButton, window_);
    box->setObjectName(QStringLiteral("unsavedDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("They are lost otherwise."));
    QPushButton* save = box->addButton(tr("Save"), QMessageBox::AcceptRole);
    QPushButton* discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    save->setObjectName(QStringLiteral("unsavedSave"));
    discard->setObjectName(QStringLiteral("unsavedDiscard"));
    cancel->setObjectName(QStringLiteral("unsavedCancel"));
    save->setProperty("primary", true);
    box->setDefaultButton(save);
    box->setEscapeButton(cancel);
    connect(save, &QPushButton::clicked, this, [this, then] { this->save(then); });
    connect(discard, &QPushButton::clicked, this, [this, then] {
        ConfigurePage::discardRecovery(page_->file());
        then();
    });
    box->open();
}

}  // namespace lathe::gui
