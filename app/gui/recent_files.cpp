// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/recent_files.h"

#include <QAction>
#include <QFileInfo>
#include <QMenu>

#include "app/gui/settings.h"
#include "app/gui/start_page.h"
#include "widgets/common/plain_label.h"

namespace lathe::gui {

RecentFiles::RecentFiles(StartPage& page, QMenu& menu, QObject* parent) : QObject(parent), page_(page), menu_(menu) {
    refresh();
}

void RecentFiles::add(const QString& file) {
    addRecentFile(*openSettings(), file);
    refresh();
}

void RecentFiles::refresh() {
    show();
    const auto look = [files = recentFiles(*openSettings())] {
        QStringList gone;
        for (const QString& file : files)
            if (!QFileInfo(file).isFile()) gone << file;
        return gone;
    };
    work_.run(look, [this](const QStringList& gone) {
        if (gone == gone_) return;
        gone_ = gone;
        show();
    });
}

void RecentFiles::show() {
    QStringList files = recentFiles(*openSettings());
    files.removeIf([this](const QString& file) { return gone_.contains(file); });
    page_.setRecentFiles(files);
    menu_.clear();
    for (const QString& file : files)
        connect(menu_.addAction(menuText(file)), &QAction::triggered, this, [this, file] { Q_EMIT chosen(file); });
    menu_.setEnabled(!files.isEmpty());
}

}  // namespace lathe::gui
