// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/workspace_dialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>

namespace lathe::gui {

void askForWorkspace(QWidget* window, const QString& now, const std::function<void(const QString&)>& then) {
    auto* dialog = new QFileDialog(window, QCoreApplication::translate("WorkspaceDialog", "The folder of past runs"));
    dialog->setObjectName(QStringLiteral("workspaceDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(QFileInfo::exists(now) ? now : QFileInfo(now).absolutePath());
    QObject::connect(dialog, &QFileDialog::fileSelected, window, then);
    dialog->open();
}

void askForHost(QWidget* window, const std::function<void(const QString&)>& then) {
    auto* dialog = new QInputDialog(window);
    dialog->setObjectName(QStringLiteral("hostDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QCoreApplication::translate("WorkspaceDialog", "Runs on another machine"));
    dialog->setLabelText(QCoreApplication::translate(
        "WorkspaceDialog", "The machine as ssh knows it, and the folder there: HOST, HOST:PATH or ssh://HOST/PATH"));
    QObject::connect(dialog, &QInputDialog::textValueSelected, window, then);
    dialog->open();
}

}  // namespace lathe::gui
