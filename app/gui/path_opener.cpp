// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/path_opener.h"

#include <QFileInfo>
#include <QStringList>

#include "app/gui/foreign_import.h"
#include "app/gui/shown_workspace.h"
#include "core/remote/address.h"
#include "core/store/study_record.h"
#include "widgets/runs/review_page.h"

namespace lathe::gui {

PathKind kindOfPath(const QString& path) {
    if (remote::is_address(path.toStdString())) return PathKind::address;
    const QFileInfo info(path);
    static const QStringList records{QStringLiteral("db"), QStringLiteral("sqlite"), QStringLiteral("sqlite3"),
                                     QStringLiteral("csv"), QStringLiteral("json")};
    if (!info.isDir()) return records.contains(info.suffix().toLower()) ? PathKind::record : PathKind::file;
    const auto place = store::place_of(info.absoluteFilePath().toStdString());
    return store::is_study_folder(place.study) ? PathKind::study : PathKind::record;
}

PathOpener::PathOpener(const Parts& parts, QObject* parent)
    : QObject(parent), parts_(parts), imports_(new ForeignImport(parts.banner, this)) {
    // What is no record of another tool is a file of an experiment, or a workspace.
    connect(imports_, &ForeignImport::notForeign, this, [this](const QString& path) {
        if (!QFileInfo(path).isDir()) return Q_EMIT fileGiven(path);
        parts_.workspace.open(path);
        Q_EMIT reviewWanted();
    });
    connect(imports_, &ForeignImport::imported, this, [this](const QString& study, const QString& text) {
        Q_EMIT imported(text);
        parts_.review.showStudy(study);
        Q_EMIT reviewWanted();
    });
    connect(imports_, &ForeignImport::failed, this, &PathOpener::failed);
}

void PathOpener::open(const QString& path) {
    switch (kindOfPath(path)) {
        case PathKind::address: return parts_.workspace.open(path);
        case PathKind::file: return Q_EMIT fileGiven(path);
        case PathKind::study: return openStudy(path);
        case PathKind::record:
            return imports_->open(QFileInfo(path).absoluteFilePath(), parts_.workspace.localFolder());
    }
}

void PathOpener::openStudy(const QString& path) {
    const auto place = store::place_of(QFileInfo(path).absoluteFilePath().toStdString());
    const QString study = QString::fromStdString(place.study.string());
    parts_.workspace.open(QFileInfo(study).absolutePath());
    parts_.review.showStudy(study);
    Q_EMIT reviewWanted();
}

bool PathOpener::isBusy() const {
    return imports_->isBusy();
}

}  // namespace lathe::gui
