#include "widgets/config/recovery.h"

#include <signal.h>
#include <unistd.h>
#include <cerrno>

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include "core/base/files.h"
#include "widgets/config/experiment_document.h"

namespace lathe::gui {

namespace {

constexpr int writeDelayMs = 400;

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
    for (const QFileInfo& info : dir.entryInfoList({stem(file) + "-*.yaml"}, QDir::Files, QDir::Time)) {
        const qint64 pid = info.completeBaseName().section('-', -1).toLongLong();
        const bool runs = pid > 0 && (::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM);
        if (!runs) left << info.absoluteFilePath();
    }
    return left;
}

}  // namespace

Recovery::Recovery(ExperimentDocument& document) : QObject(&document), document_(document) {
    timer_.setSingleShot(true);
    timer_.setInterval(writeDelayMs);
    connect(&timer_, &QTimer::timeout, this, &Recovery::write);
    connect(&document, &ExperimentDocument::changed, this, &Recovery::schedule);
    connect(&document, &ExperimentDocument::modifiedChanged, this, &Recovery::schedule);
}

// An orderly end: the person was asked about unsaved edits.
Recovery::~Recovery() {
    remove();
}

QString Recovery::place() const {
    return QString("%1/%2-%3.yaml").arg(folder(), stem(document_.file())).arg(::getpid());
}

void Recovery::schedule() {
    if (document_.isModified()) timer_.start();
    else remove();
}

void Recovery::flush() {
    if (timer_.isActive()) write();
}

void Recovery::write() {
    timer_.stop();
    if (!document_.isModified()) return;
    const QString path = place();
    if (path != written_) remove();
    if (!make_folders(folder().toStdString())) return;
    if (write_file_atomically(path.toStdString(), document_.document().text())) written_ = path;
}

void Recovery::remove() {
    timer_.stop();
    if (!written_.isEmpty()) QFile::remove(written_);
    written_.clear();
}

QString Recovery::find(const QString& file) {
    const QStringList left = leftFor(file);
    if (left.isEmpty()) return {};
    const auto text = read_file(left.front().toStdString());
    if (!text) return {};
    if (!file.isEmpty()) {
        const auto now = read_file(file.toStdString());
        if (now && *now == *text) return {};
    }
    return QString::fromStdString(*text);
}

void Recovery::discard(const QString& file) {
    for (const QString& path : leftFor(file)) QFile::remove(path);
}

}  // namespace lathe::gui
