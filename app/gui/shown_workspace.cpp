// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shown_workspace.h"

#include <QFileInfo>

#include "app/gui/host_runs.h"
#include "app/gui/window_status.h"
#include "app/gui/workspace_dialog.h"
#include "core/remote/address.h"
#include "widgets/runs/review_page.h"

namespace lathe::gui {

ShownWorkspace::ShownWorkspace(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
    connect(&parts_.host, &HostRuns::opened, this, &ShownWorkspace::showHost);
}

void ShownWorkspace::open(const QString& folder) {
    if (remote::is_address(folder.toStdString())) return openHost(folder);
    parts_.host.close();
    folder_ = QFileInfo(folder).absoluteFilePath();
    parts_.status.showWorkspace(folder_);
    parts_.review.setWorkspace(folder_);
    Q_EMIT changed();
}

void ShownWorkspace::choose() {
    askForWorkspace(&parts_.window, folder_, [this](const QString& folder) {
        open(folder);
        Q_EMIT chosen();
    });
}

void ShownWorkspace::chooseHost() {
    askForHost(&parts_.window, [this](const QString& address) { openHost(address); });
}

void ShownWorkspace::openHost(const QString& address) {
    // At the start there is nothing to stay with: the copy is shown whether that machine answers or not.
    const auto begun = folder_.isEmpty() ? parts_.host.open(address) : parts_.host.openWhenThere(address);
    if (!begun) Q_EMIT failed({begun.error()});
}

void ShownWorkspace::showHost() {
    folder_ = parts_.host.folder();
    parts_.status.showWorkspace(parts_.host.name());
    parts_.review.setWorkspace(folder_);
    Q_EMIT changed();
    Q_EMIT hostOpened();
}

QString ShownWorkspace::localFolder() const {
    return parts_.host.isOpen() ? QString() : folder_;
}

QString ShownWorkspace::name() const {
    return parts_.host.isOpen() ? parts_.host.name() : folder_;
}

}  // namespace lathe::gui
