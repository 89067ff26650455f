// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/outside_changes.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QTimer>

#include "core/base/files.h"
#include "widgets/common/banner.h"

namespace lathe::gui {

OutsideChanges::OutsideChanges(ExperimentDocument& document, Banner& banner, QObject* parent)
    : QObject(parent),
      document_(document),
      banner_(banner),
      watcher_(new QFileSystemWatcher(this)),
      later_(new QTimer(this)),
      reread_(new QTimer(this)) {
    later_->setSingleShot(true);
    later_->setInterval(500);
    connect(later_, &QTimer::timeout, this, &OutsideChanges::look);
    reread_->setSingleShot(true);
    reread_->setInterval(300);
    connect(reread_, &QTimer::timeout, this, [this] {
        watch();
        document_.rereadFiles();
    });
    connect(watcher_, &QFileSystemWatcher::fileChanged, this, &OutsideChanges::fileChanged);
    connect(watcher_, &QFileSystemWatcher::directoryChanged, this, &OutsideChanges::fileChanged);
    connect(&document, &ExperimentDocument::replaced, this, &OutsideChanges::watch);
    connect(&document, &ExperimentDocument::filesChanged, this, &OutsideChanges::watch);
    connect(&document, &ExperimentDocument::changed, this, [this] {
        if (libraries() != watched_) watch();
    });
}

// Plug-ins, whose options are the experiment's, too: what its lists of paths name.
QStringList OutsideChanges::libraries() const {
    QStringList files;
    const QDir folder = QFileInfo(document_.file()).absoluteDir();
    for (const config::Option& option : document_.schema().options()) {
        if (option.type != config::Type::list || option.element != config::Type::path) continue;
        const config::Value* value = document_.resolved().value.find(option.key);
        if (value == nullptr || !value->is_list()) continue;
        for (const config::Value& item : value->as_list())
            if (item.is_string()) files << folder.absoluteFilePath(QString::fromStdString(item.as_string()));
    }
    return files;
}

void OutsideChanges::watch() {
    watched_ = libraries();
    QStringList wanted = watched_;
    // A linker removes the old library before it writes the new one.
    for (const QString& library : std::as_const(watched_)) wanted << QFileInfo(library).absolutePath();
    if (!document_.file().isEmpty()) wanted << document_.file();
    for (const auto& file : document_.files()) wanted << QString::fromStdString(file);
    // A file that was replaced, not rewritten, is no longer watched: all of them are added again.
    if (const QStringList now = watcher_->files() + watcher_->directories(); !now.isEmpty()) watcher_->removePaths(now);
    for (const QString& file : std::as_const(wanted))
        if (QFileInfo::exists(file)) watcher_->addPath(file);
    // Whoever brings it back is seen in its folder.
    if (const QFileInfo own(document_.file()); !document_.file().isEmpty() && !own.exists() && own.dir().exists())
        watcher_->addPath(own.absolutePath());
}

void OutsideChanges::fileChanged() {
    watch();
    if (!document_.files().empty()) document_.rereadFiles();
    if (!libraries().isEmpty()) reread_->start();
    if (document_.file().isEmpty()) return;
    if (QFileInfo::exists(document_.file())) look();
    else if (!document_.isGone()) later_->start();
}

void OutsideChanges::look() {
    if (document_.file().isEmpty()) return;
    watch();
    const auto now = read_file_if_there(document_.file().toStdString(), config::max_document_size);
    if (!now)
        return missing(
            tr("%1 cannot be read any more: %2").arg(document_.title(), QString::fromStdString(now.error().str())));
    if (!*now) return missing(tr("%1 was deleted or moved by another program.").arg(document_.title()));
    if (**now == document_.document().text()) document_.acceptDisk(**now);
    else if (**now != document_.savedText()) take(**now);
}

void OutsideChanges::missing(const QString& what) {
    if (document_.isGone()) return;
    document_.noteGone();
    banner_.showMessage(Banner::Kind::warning,
                        what + ' ' + tr("Its text is kept here, and is unsaved now: Save writes it again."));
}

void OutsideChanges::take(const std::string& text) {
    const bool had = document_.isModified();
    const auto conflicts = document_.mergeDisk(text, ExperimentDocument::Conflicts::refuse);
    if (!conflicts) {
        // Perhaps the other program is still writing; it will be noticed again.
        banner_.showMessage(Banner::Kind::error,
                            tr("%1 was changed by another program and cannot be read: %2")
                                .arg(document_.title(), QString::fromStdString(conflicts.error().str())));
        return;
    }
    if (!conflicts->empty()) {
        offer(text, *conflicts);
        return;
    }
    say((had ? tr("%1 was changed by another program. Its changes and yours are both here; Undo takes theirs back.")
             : tr("%1 was changed by another program, and is shown as it is now."))
            .arg(document_.title()));
}

void OutsideChanges::tell(const SaveEnd& end) {
    switch (end.kind) {
        case SaveEnd::Kind::written: return;
        case SaveEnd::Kind::merged:
            say(tr("%1 had been changed by another program. Its changes and yours are both saved; Undo takes theirs "
                   "back.")
                    .arg(document_.title()));
            return;
        case SaveEnd::Kind::conflict:
            offer(end.disk, end.keys);
            Q_EMIT compareRequested();
            return;
        case SaveEnd::Kind::apart: offerApart(end.disk, end.reason); return;
        case SaveEnd::Kind::gone:
            banner_.showMessage(Banner::Kind::warning,
                                tr("Not saved: %1 was deleted or moved by another program. Save once more to write it "
                                   "again, or save it under another name.")
                                    .arg(document_.title()));
    }
}

void OutsideChanges::decide(const std::string& text, ExperimentDocument::Conflicts whose) {
    if (const auto done = document_.mergeDisk(text, whose); !done) {
        if (whose != ExperimentDocument::Conflicts::keep_mine) {
            banner_.showMessage(Banner::Kind::error, QString::fromStdString(done.error().str()));
            return;
        }
        document_.keepAgainst(text);
    }
    say((document_.isModified() ? tr("The changes of both are here now: Save writes them to %1.")
                                : tr("%1 is shown as it is on the disk."))
            .arg(document_.title()));
}

void OutsideChanges::say(const QString& text) {
    banner_.showMessage(Banner::Kind::info, text);
}

void OutsideChanges::offer(const std::string& text, const std::vector<std::string>& conflicts) {
    using Conflicts = ExperimentDocument::Conflicts;
    auto* merge = new QAction(tr("Take theirs there"), &banner_);
    merge->setObjectName("mergeAction");
    auto* keep = new QAction(tr("Keep mine there"), &banner_);
    keep->setObjectName("keepMineAction");
    auto* compare = new QAction(tr("Compare"), &banner_);
    compare->setObjectName("compareAction");
    connect(merge, &QAction::triggered, this, [this, text] { decide(text, Conflicts::take_theirs); });
    connect(keep, &QAction::triggered, this, [this, text] { decide(text, Conflicts::keep_mine); });
    connect(compare, &QAction::triggered, this, [this, text, conflicts] {
        Q_EMIT compareRequested();
        // The choice stands after one has looked; the banner closes with this action.
        QTimer::singleShot(0, this, [this, text, conflicts] { offer(text, conflicts); });
    });
    QStringList keys;
    for (const auto& key : conflicts) keys << (key.empty() ? tr("the whole file") : QString::fromStdString(key));
    constexpr qsizetype shown = 4;
    const QString names =
        keys.mid(0, shown).join(", ") + (keys.size() > shown ? QStringLiteral(", \u2026") : QString());
    banner_.showMessage(
        Banner::Kind::warning,
        tr("%1 was changed by another program where you changed it too: %2").arg(document_.title(), names),
        {merge, keep, compare});
}

void OutsideChanges::offerApart(const std::string& text, const Error& reason) {
    auto* keep = new QAction(tr("Give up theirs"), &banner_);
    keep->setObjectName("keepMineAction");
    connect(keep, &QAction::triggered, this, [this, text] { decide(text, ExperimentDocument::Conflicts::keep_mine); });
    banner_.showMessage(Banner::Kind::error,
                        tr("Not saved: %1 was changed by another program and cannot be brought together with what is "
                           "here: %2. Mend the file, or save under another name.")
                            .arg(document_.title(), QString::fromStdString(reason.str())),
                        {keep});
}

}  // namespace lathe::gui
