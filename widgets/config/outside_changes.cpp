#include "widgets/config/outside_changes.h"

#include <QAction>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QTimer>

#include "core/base/files.h"
#include "widgets/common/banner.h"
#include "widgets/config/experiment_document.h"

namespace lathe::gui {

OutsideChanges::OutsideChanges(ExperimentDocument& document, Banner& banner, QObject* parent)
    : QObject(parent), document_(document), banner_(banner), watcher_(new QFileSystemWatcher(this)) {
    connect(watcher_, &QFileSystemWatcher::fileChanged, this, &OutsideChanges::fileChanged);
    connect(&document, &ExperimentDocument::replaced, this, &OutsideChanges::watch);
    connect(&document, &ExperimentDocument::filesChanged, this, &OutsideChanges::watch);
}

void OutsideChanges::watch() {
    QStringList wanted;
    if (!document_.file().isEmpty()) wanted << document_.file();
    for (const auto& file : document_.files()) wanted << QString::fromStdString(file);
    // A file that was replaced, not rewritten, is no longer watched: all of them are added again.
    if (const QStringList now = watcher_->files(); !now.isEmpty()) watcher_->removePaths(now);
    for (const QString& file : std::as_const(wanted))
        if (QFileInfo::exists(file)) watcher_->addPath(file);
}

void OutsideChanges::fileChanged() {
    watch();
    if (!document_.files().empty()) document_.rereadFiles();
    if (document_.file().isEmpty()) return;
    const auto now = read_file(document_.file().toStdString(), config::max_document_size);
    if (!now || *now == document_.savedText()) return;
    if (*now == document_.document().text()) {
        document_.acceptDisk(*now);
        return;
    }
    take(*now);
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
    const QString what = had ? tr("%1 was changed by another program. Its changes and yours are both here; Undo takes "
                                  "theirs back.")
                             : tr("%1 was changed by another program, and is shown as it is now.");
    banner_.showMessage(Banner::Kind::info, what.arg(document_.title()));
}

void OutsideChanges::offer(const std::string& text, const std::vector<std::string>& conflicts) {
    auto* merge = new QAction(tr("Take theirs there"), &banner_);
    merge->setObjectName("mergeAction");
    auto* keep = new QAction(tr("Keep mine"), &banner_);
    keep->setObjectName("keepMineAction");
    auto* compare = new QAction(tr("Compare"), &banner_);
    compare->setObjectName("compareAction");
    connect(merge, &QAction::triggered, this, [this, text] {
        if (const auto done = document_.mergeDisk(text, ExperimentDocument::Conflicts::take_theirs); !done)
            banner_.showMessage(Banner::Kind::error, QString::fromStdString(done.error().str()));
    });
    connect(keep, &QAction::triggered, this, [this, text] { document_.keepAgainst(text); });
    connect(compare, &QAction::triggered, this, [this, text, conflicts] {
        Q_EMIT compareRequested();
        // The choice stands after one has looked; the banner closes with this action.
        QTimer::singleShot(0, this, [this, text, conflicts] { offer(text, conflicts); });
    });
    QStringList keys;
    for (const auto& key : conflicts) keys << QString::fromStdString(key);
    constexpr qsizetype shown = 4;
    const QString names =
        keys.mid(0, shown).join(", ") + (keys.size() > shown ? QStringLiteral(", \u2026") : QString());
    banner_.showMessage(
        Banner::Kind::warning,
        tr("%1 was changed by another program where you changed it too: %2").arg(document_.title(), names),
        {merge, keep, compare});
}

}  // namespace lathe::gui
