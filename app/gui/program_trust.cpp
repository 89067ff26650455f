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

}  // namespace

void askToTrustProgram(QWidget* window, const search::Experiment& experiment, const std::function<void()>& then,
                       const std::function<void(const Error&)>& failed) {
    auto* box = new QMessageBox(QMessageBox::NoIcon, ProgramTrustWords::tr("Run a program"),
                                ProgramTrustWords::tr("The trials of this experiment run a program of its own."),
                                QMessageBox::NoButton, window);
    box->setObjectName(QStringLiteral("programTrustDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    const auto folder = run::code_folder(*experiment.program, experiment.folder);
    box->setInformativeText(
        ProgramTrustWords::tr("Command: %1\nFolder: %2\n\nIt can do whatever you can. Once you trust the "
                              "folder, Lathe does not ask again for what lies in it.")
            .arg(QString::fromStdString(experiment.program->command_line()), QString::fromStdString(folder.string())));
    QPushButton* trust = box->addButton(ProgramTrustWords::tr("Trust the folder and run"), QMessageBox::AcceptRole);
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

}  // namespace lathe::gui
