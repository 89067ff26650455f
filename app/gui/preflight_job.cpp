// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/preflight_job.h"

#include <sys/resource.h>
#include <optional>
#include <utility>

#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include "core/base/json.h"

namespace lathe::gui {

namespace {

std::string checkText(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int checkNumber(const Json& object, const char* name) {
    const auto found = object.find(name);
    const auto number = found != object.end() ? integer_from_json(*found) : std::nullopt;
    return static_cast<int>(number.value_or(0));
}

Error checkError(const Json& json) {
    Error error;
    error.what = checkText(json, "what");
    error.hint = checkText(json, "hint");
    error.kind = checkText(json, "kind");
    error.key = checkText(json, "key");
    error.file = checkText(json, "file");
    error.line = checkNumber(json, "line");
    error.column = checkNumber(json, "column");
    return error;
}

// nullopt: it is no answer of `lathectl config validate --json`.
std::optional<CheckFindings> findingsOf(const std::string& answer) {
    const auto json = parse_json(answer);
    if (!json || !json->is_object() || !json->contains("errors") || !(*json)["errors"].is_array()) return std::nullopt;
    CheckFindings findings;
    for (const Json& error : (*json)["errors"])
        if (error.is_object()) findings.errors.push_back(checkError(error));
    if (const auto notes = json->find("notes"); notes != json->end() && notes->is_array())
        for (const Json& note : *notes)
            if (note.is_string()) findings.notes << QString::fromStdString(note.get<std::string>());
    return findings;
}

// The end of what it said, which is where a program says why it gave up.
QString lastLine(const QByteArray& said) {
    return QString::fromUtf8(said).trimmed().section(QLatin1Char('\n'), -1);
}

}  // namespace

PreflightJob::PreflightJob(QString lathectl, QObject* parent) : QObject(parent), lathectl_(std::move(lathectl)) {}

PreflightJob::~PreflightJob() {
    stop();
}

void PreflightJob::start(const Request& request) {
    stop();
    process_ = new QProcess(this);
    process_->setProgram(lathectl_);
    process_->setArguments(QStringList{QStringLiteral("config"), QStringLiteral("validate"), QStringLiteral("--stdin"),
                                       QStringLiteral("--json"), request.file} +
                           request.changes);
    const QFileInfo folder(QFileInfo(request.file).absolutePath());
    process_->setWorkingDirectory(folder.isDir() ? folder.absoluteFilePath() : QDir::homePath());
    // What trains, and what is typed, goes first.
    process_->setChildProcessModifier([] { ::setpriority(PRIO_PROCESS, 0, 10); });
    connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart) return;
        stop();
        Q_EMIT notStarted();
    });
    connect(process_, &QProcess::finished, this,
            [this](int, QProcess::ExitStatus status) { finish(status == QProcess::CrashExit); });
    process_->start();
    if (!process_) return;  // it could not be started
    process_->write(request.text.toUtf8());
    process_->closeWriteChannel();
}

// A process that is killed is gone at once, but it is not waited for: the window's thread has better things to do.
void PreflightJob::stop() {
    QProcess* old = std::exchange(process_, nullptr);
    if (!old) return;
    old->disconnect(this);
    if (old->state() == QProcess::NotRunning) return old->deleteLater();
    connect(old, &QProcess::finished, old, &QObject::deleteLater);
    old->kill();
}

void PreflightJob::finish(bool crashed) {
    const QByteArray answer = process_->readAllStandardOutput();
    const QString said = lastLine(process_->readAllStandardError());
    stop();
    CheckFindings findings;
    if (auto read = findingsOf(answer.toStdString())) {
        findings = std::move(*read);
    } else if (crashed) {
        // It would take the window with it when it is started here.
        Error error{tr("the check of data and network crashed").toStdString(),
                    tr("what it loads is at fault, most likely a plug-in of the experiment").toStdString()};
        if (!said.isEmpty()) error.what += " (" + said.toStdString() + ")";
        findings.errors.push_back(std::move(error));
    } else {
        findings.notes << tr("Data and network could not be checked: %1").arg(said);
    }
    Q_EMIT done(findings);
}

}  // namespace lathe::gui
