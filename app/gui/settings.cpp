// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/settings.h"

#include <QAction>
#include <QActionGroup>
#include <QFile>
#include <QFileInfo>

namespace lathe::gui {
namespace {

constexpr int keptFiles = 10;
const QString recentKey = QStringLiteral("recentFiles");

std::unique_ptr<QSettings> open() {
    return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("lathe"),
                                       QStringLiteral("lathe"));
}

}  // namespace

std::unique_ptr<QSettings> openSettings() {
    auto settings = open();
    if (settings->status() != QSettings::FormatError) return settings;
    const QString file = settings->fileName();
    settings.reset();
    QFile::remove(file + QStringLiteral(".damaged"));
    QFile::rename(file, file + QStringLiteral(".damaged"));
    return open();
}

QStringList recentFiles(const QSettings& settings) {
    return settings.value(recentKey).toStringList();
}

void addRecentFile(QSettings& settings, const QString& file) {
    const QString absolute = QFileInfo(file).absoluteFilePath();
    QStringList files = recentFiles(settings);
    files.removeAll(absolute);
    files.prepend(absolute);
    settings.setValue(recentKey, QStringList(files.mid(0, keptFiles)));
}

void rememberChoice(QActionGroup& group, const QString& key) {
    const QString chosen = openSettings()->value(key, QStringLiteral("system")).toString();
    for (QAction* action : group.actions()) action->setChecked(action->data().toString() == chosen);
    QObject::connect(&group, &QActionGroup::triggered, &group,
                     [key](const QAction* action) { openSettings()->setValue(key, action->data()); });
}

}  // namespace lathe::gui
