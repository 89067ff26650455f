// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/new_from_program.h"

#include <utility>

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QProcess>

#include "app/gui/program_trust.h"
#include "core/run/program/program_trust.h"

namespace lathe::gui {

namespace {

// The script as the trial of an experiment in its folder: what `lathectl new` makes of it.
search::Experiment experimentOf(const QString& script) {
    const QFileInfo info(script);
    search::Experiment experiment;
    experiment.folder = info.absolutePath().toStdString();
    experiment.program = search::TrialProgram{};
    experiment.program->command = {"python3", info.fileName().toStdString()};
    return experiment;
}

// train.yaml, or train-2.yaml where that is taken.
QString freeNameBeside(const QString& script) {
    const QFileInfo info(script);
    QString name = info.dir().filePath(info.completeBaseName() + QStringLiteral(".yaml"));
    for (int n = 2; QFileInfo::exists(name); ++n)
        name = info.dir().filePath(QStringLiteral("%1-%2.yaml").arg(info.completeBaseName(), QString::number(n)));
    return name;
}

// "error: what; hint" of lathectl.
Error saidByLathectl(const QByteArray& said) {
    QString text = QString::fromUtf8(said).trimmed();
    if (text.startsWith(QLatin1String("error: "))) text.remove(0, 7);
    return Error{text.toStdString()};
}

}  // namespace

NewFromProgram::NewFromProgram(QString lathectl, QWidget* window)
    : QObject(window), lathectl_(std::move(lathectl)), window_(window) {}

// QProcess kills it; a script that is being imported is not waited for.
NewFromProgram::~NewFromProgram() {
    if (process_) process_->disconnect(this);
}

void NewFromProgram::ask() {
    auto* dialog = new QFileDialog(window_, tr("The script that trains"));
    dialog->setObjectName(QStringLiteral("programFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Python scripts (*.py)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &NewFromProgram::askForTrust);
    dialog->open();
}

void NewFromProgram::askForTrust(const QString& script) {
    const search::Experiment experiment = experimentOf(script);
    if (run::require_trusted_program(experiment)) return start(script);
    askToTrustScript(
        window_, experiment, [this, script] { start(script); },
        [this](const Error& error) { Q_EMIT failed(Errors{error}); });
}

void NewFromProgram::start(const QString& script) {
    if (process_) return Q_EMIT failed(Errors{Error{tr("Another script is being read. Wait for it.").toStdString()}});
    const QFileInfo info(script);
    const QString file = freeNameBeside(script);
    process_ = new QProcess(this);
    process_->setProgram(lathectl_);
    process_->setArguments({QStringLiteral("new"), QStringLiteral("experiment"), QStringLiteral("--from"),
                            info.absoluteFilePath(), QStringLiteral("-o"), file});
    process_->setWorkingDirectory(info.absolutePath());
    connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart) return;
        std::exchange(process_, nullptr)->deleteLater();
        Q_EMIT failed(Errors{Error{tr("lathectl cannot be started; install all of Lathe").toStdString()}});
    });
    connect(process_, &QProcess::finished, this, [this, file](int exitCode, QProcess::ExitStatus status) {
        finish(file, status == QProcess::CrashExit, exitCode);
    });
    process_->start();
}

void NewFromProgram::finish(const QString& file, bool crashed, int exitCode) {
    QProcess* done = std::exchange(process_, nullptr);
    done->deleteLater();
    if (!crashed && exitCode == 0) return Q_EMIT made(file);
    Error error = saidByLathectl(done->readAllStandardError());
    if (error.what.empty()) error.what = tr("lathectl ended without saying why").toStdString();
    Q_EMIT failed(Errors{std::move(error)});
}

}  // namespace lathe::gui
