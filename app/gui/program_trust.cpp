// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/program_trust.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include "core/run/program/program_launch.h"
#include "core/run/program/program_trust.h"

namespace lathe::gui {

namespace {

// For the translation of texts outside a class.
struct ProgramTrustWords {
    Q_DECLARE_TR_FUNCTIONS(ProgramTrust)
};

struct TrustQuestion {
    QString title;
    QString text;
    QString details;
    QString allow;
};

void askForTrust(QWidget* window, const TrustQuestion& question, const search::Experiment& experiment,
                 const std::function<void()>& then, const std::function<void(const Error&)>& failed) {
    auto* box = new QMessageBox(QMessageBox::NoIcon, question.title, question.text, QMessageBox::NoButton, window);
    box->setObjectName(QStringLiteral("programTrustDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(question.details);
    QPushButton* trust = box->addButton(question.allow, QMessageBox::AcceptRole);
    QPushButton* cancel = box->addButton(ProgramTrustWords::tr("Cancel"), QMessageBox::RejectRole);
    trust->setObjectName(QStringLiteral("programTrust"));
    cancel->setObjectName(QStringLiteral("programTrustCancel"));
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    QObject::connect(trust, &QPushButton::clicked, window, [experiment, then, failed] {
        if (const auto done = run::trust_program(experiment); done) then();
        else failed(done.error());
    });
    box->open();
}

QString folderOf(const search::Experiment& experiment) {
    return QString::fromStdString(run::code_folder(*experiment.program, experiment.folder).string());
}

}  // namespace

void askToTrustProgram(QWidget* window, const search::Experiment& experiment, const std::function<void()>& then,
                       const std::function<void(const Error&)>& failed) {
    const TrustQuestion question{
        ProgramTrustWords::tr("Run a program"),
        ProgramTrustWords::tr("The trials of this experiment run a program of its own."),
        ProgramTrustWords::tr("Command: %1\nFolder: %2\n\nIt can do whatever you can. Once you trust the "
                              "folder, Lathe does not ask again for what lies in it.")
            .arg(QString::fromStdString(experiment.program->command_line()), folderOf(experiment)),
        ProgramTrustWords::tr("Trust the folder and run")};
    askForTrust(window, question, experiment, then, failed);
}

void askToTrustScript(QWidget* window, const search::Experiment& experiment, const std::function<void()>& then,
                      const std::function<void(const Error&)>& failed) {
    const TrustQuestion question{
        ProgramTrustWords::tr("Read a script"),
        ProgramTrustWords::tr("To learn its options, Python imports the script."),
        ProgramTrustWords::tr(
            "Script: %1\nFolder: %2\n\nImporting runs its code, which can do whatever you can. Once you "
            "trust the folder, Lathe does not ask again for what lies in it.")
            .arg(QString::fromStdString(experiment.program->command.back()), folderOf(experiment)),
        ProgramTrustWords::tr("Trust the folder and read it")};
    askForTrust(window, question, experiment, then, failed);
}

}  // namespace lathe::gui
