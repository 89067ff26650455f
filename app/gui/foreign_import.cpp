// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/foreign_import.h"

#include <utility>

#include <QAction>
#include <QFileInfo>
#include <QStringList>

#include "core/store/foreign/foreign_kind.h"
#include "widgets/common/banner.h"
#include "widgets/common/icons.h"

namespace lathe::gui {

namespace {

constexpr qsizetype mostNotesShown = 3;

// The folder of the first study, and then what is to be said, line by line; empty: nothing of another tool's.
OutputJob::Answer importForeign(const std::string& path, const std::string& workspace,
                                const store::ExportProgress& progress) {
    const auto kind = store::foreign_kind(path);
    if (kind == store::ForeignKind::none) return QString();
    if (workspace.empty())
        return fail("runs of another tool cannot be imported into a workspace on another machine",
                    "open a workspace of this machine first");
    const auto go_on = [&](std::size_t trials) { return progress(trials, 0); };
    const auto studies = store::read_foreign(kind, path, {}, go_on);
    if (!studies) return fail(studies.error());
    QStringList folders, notes;
    std::size_t trials = 0;
    bool stopped = false;
    for (const auto& study : *studies) {
        const auto made = store::write_foreign_study(store::Workspace(workspace), study, [&](std::size_t written) {
            return progress(written, study.trials.size());
        });
        if (!made) {
            stopped = !progress(trials, 0);
            // Those that are whole already stay.
            if (!stopped || folders.isEmpty()) return fail(made.error());
            break;
        }
        folders << QString::fromStdString(made->string());
        for (const auto& note : study.notes) notes << QString::fromStdString(note);
        trials += study.trials.size();
    }
    QStringList lines{folders.first(), ForeignImport::tr("Imported: %1 trials in %2 studies.")
                                           .arg(QString::number(trials), QString::number(folders.size()))};
    if (stopped) lines << ForeignImport::tr("Cancelled: the rest was not imported.");
    lines += notes.mid(0, mostNotesShown);
    if (notes.size() > mostNotesShown)
        lines << ForeignImport::tr("and %n more", nullptr, static_cast<int>(notes.size() - mostNotesShown));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

ForeignImport::ForeignImport(Banner& banner, QObject* parent)
    : QObject(parent), banner_(banner), cancel_(new QAction(icon(QStringLiteral("close")), tr("Cancel"), this)) {
    cancel_->setObjectName(QStringLiteral("importCancel"));
    cancel_->setProperty("notACommand", true);
    connect(cancel_, &QAction::triggered, this, [this] {
        if (job_) job_->stop();
    });
    timer_.setInterval(300);  // also how often the banner is written anew
    connect(&timer_, &QTimer::timeout, this, &ForeignImport::poll);
}

ForeignImport::~ForeignImport() = default;

void ForeignImport::open(const QString& path, const QString& workspace) {
    if (job_) {
        // Its progress may have been closed: here is the way to cancel it again.
        banner_.showMessage(Banner::Kind::info, tr("%1 is still being read.").arg(QFileInfo(path_).fileName()),
                            {cancel_});
        return;
    }
    path_ = path;
    told_.clear();
    job_ = std::make_unique<OutputJob>(
        [path = path.toStdString(), workspace = workspace.toStdString()](const store::ExportProgress& progress) {
            return importForeign(path, workspace, progress);
        });
    timer_.start();
}

void ForeignImport::poll() {
    const OutputJob::News news = job_->take();
    const QString name = QFileInfo(path_).fileName();
    if (!news.answer) {
        if (news.done > 0 && !job_->isStopping())
            tellProgress(tr("Importing %1: %n trial(s) so far", nullptr, static_cast<int>(news.done)).arg(name));
        return;
    }
    timer_.stop();
    const bool stopped = job_->isStopping();
    job_.reset();
    if (!*news.answer && stopped) {
        banner_.showMessage(Banner::Kind::info, tr("Cancelled: %1 was not imported.").arg(name));
    } else if (!*news.answer) {
        Q_EMIT failed(QString::fromStdString(news.answer->error().str()));
    } else if ((*news.answer)->isEmpty()) {
        Q_EMIT notForeign(path_);
    } else {
        const QString& said = **news.answer;
        Q_EMIT imported(said.section(QLatin1Char('\n'), 0, 0), said.section(QLatin1Char('\n'), 1));
    }
}

// Once the person has closed it, or something else is said, the banner is not taken again.
void ForeignImport::tellProgress(const QString& text) {
    if (!told_.isEmpty() && (banner_.isHidden() || banner_.text() != told_)) return;
    told_ = text;
    banner_.showMessage(Banner::Kind::info, text, {cancel_});
}

}  // namespace lathe::gui
