// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/recovery.h"

#include <signal.h>
#include <unistd.h>
#include <cerrno>

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include "core/base/files.h"
#include "core/config/document.h"
#include "core/config/merge_edits.h"
#include "widgets/config/experiment_document.h"

namespace lathe::gui {

namespace {

QString folder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/recovery";
}

QString stem(const QString& file) {
    const QString path = file.isEmpty() ? QStringLiteral("untitled") : QFileInfo(file).absoluteFilePath();
    return QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex();
}

// Files that processes which are gone left for `file`, the newest first.
QStringList leftFor(const QString& file) {
    QStringList left;
    const QDir dir(folder());
    for (const QFileInfo& info : dir.entryInfoList({stem(file) + "-*.journal"}, QDir::Files, QDir::Time)) {
        const qint64 pid = info.completeBaseName().section('-', -1).toLongLong();
        const bool runs = pid > 0 && (::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM);
        if (!runs) left << info.absoluteFilePath();
    }
    return left;
}

QString placeFor(const QString& file) {
    // The time keeps it from the journal of an earlier process that had the same number.
    return QString("%1/%2-%3-%4.journal")
        .arg(folder(), stem(file))
        .arg(QDateTime::currentMSecsSinceEpoch())
        .arg(::getpid());
}

}  // namespace

Recovery::Recovery(ExperimentDocument& document) : QObject(&document), document_(document) {
    connect(&document, &ExperimentDocument::replaced, this, [this] {
        remove();
        taken_.reset();
    });
    connect(document.undoStack(), &QUndoStack::indexChanged, this, &Recovery::follow);
    connect(&document, &ExperimentDocument::modifiedChanged, this, &Recovery::follow);
}

// An orderly end: the person was asked about unsaved edits.
Recovery::~Recovery() {
    remove();
}

void Recovery::follow() {
    if (!document_.isModified()) {
        remove();
        // Saved with what was taken in it: only now may that go.
        if (taken_ && document_.savedText() != taken_->savedText) {
            discard(taken_->file);
            taken_.reset();
        }
        return;
    }
    const QUndoStack& undo = *document_.undoStack();
    const std::string& text = document_.document().text();
    if (!journal_) {
        auto started = EditJournal::start(placeFor(document_.file()).toStdString(), document_.savedText(),
                                          undo.cleanIndex() >= 0 ? undo.cleanIndex() : 0);
        if (!started) return;  // no room for a journal: editing goes on without
        journal_ = std::move(*started);
    }
    const int index = undo.index();
    if (!journal_->append(index > 0 ? undo.text(index - 1) : QString(), index, text)) remove();
}

void Recovery::remove() {
    if (journal_) QFile::remove(QString::fromStdString(journal_->place().string()));
    journal_.reset();
}

std::optional<UnsavedEdits> Recovery::find(const QString& file) {
    for (const QString& path : leftFor(file)) {
        auto edits = readEditJournal(path.toStdString());
        if (!edits || edits->steps.empty()) continue;
        if (!file.isEmpty()) {
            const auto now = read_file(file.toStdString());
            if (now && *now == edits->text()) return std::nullopt;
        }
        return edits;
    }
    return std::nullopt;
}

void Recovery::discard(const QString& file) {
    for (const QString& path : leftFor(file)) QFile::remove(path);
}

bool Recovery::take(const UnsavedEdits& edits) {
    const auto replaceWith = [&](const QString& what, const std::string& text) {
        return document_.edit(what, [&](EditDraft& draft) { return draft.replaceAll(text); });
    };
    taken_ = Taken{document_.file(), document_.savedText()};
    if (document_.document().text() == edits.base) {
        bool fine = true;
        for (const auto& step : edits.steps) fine = replaceWith(step.what, step.text) && fine;
        return fine && document_.document().text() == edits.text();
    }
    const auto base = config::Document::parse(edits.base);
    const auto mine = config::Document::parse(edits.text());
    if (!base || !mine) return false;
    auto merged = config::merge_edits(*base, *mine, document_.document());
    return merged && replaceWith(tr("recovery of unsaved edits"), merged->document.text());
}

}  // namespace lathe::gui
