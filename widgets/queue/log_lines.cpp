// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/log_lines.h"

#include <algorithm>
#include <utility>

#include <QDateTime>
#include <QRegularExpression>

namespace lathe::gui {
namespace {

// A line of log.txt: the time it was written, where it has one, and the rest.
struct Written {
    QString time;  // "05:55:05", in the person's time zone
    QString text;
};

Written parts(QString line) {
    while (line.endsWith(QLatin1Char('\n')) || line.endsWith(QLatin1Char('\r'))) line.chop(1);
    const qsizetype space = line.indexOf(QLatin1Char(' '));
    const QDateTime time = QDateTime::fromString(line.left(std::max<qsizetype>(space, 0)), Qt::ISODateWithMs);
    if (!time.isValid()) return {{}, line};
    return {time.toLocalTime().toString(QStringLiteral("hh:mm:ss")), line.mid(space + 1)};
}

// "3  05:55:05  text" of trial 3.
QString worded(int trial, const Written& line) {
    const QString when = line.time.isEmpty() ? QString() : line.time + QStringLiteral("  ");
    return QStringLiteral("%1  %2%3").arg(QString::number(trial), when, line.text);
}

}  // namespace

LogLevel levelOf(const QString& line) {
    static const QRegularExpression problem(
        QStringLiteral("^\\s*(failed\\b|error\\b|fatal\\b|traceback\\b|\\w*(Error|Exception)\\b:)|\\bcrashed\\b"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression note(QStringLiteral("^\\s*(note|warning|warn)\\b|\\b\\w+Warning:"),
                                         QRegularExpression::CaseInsensitiveOption);
    if (line.startsWith(QLatin1String("| "))) return LogLevel::table;
    if (problem.match(line).hasMatch()) return LogLevel::problem;
    return note.match(line).hasMatch() ? LogLevel::note : LogLevel::plain;
}

QStringList LogLines::add(const std::vector<std::pair<int, std::string>>& lines) {
    QStringList added;
    for (const auto& [trial, text] : lines) {
        const Written written = parts(QString::fromStdString(text));
        const Line& line = lines_.emplace_back(Line{trial, levelOf(written.text), worded(trial, written)});
        if (shows(line)) added << line.text;
    }
    while (static_cast<int>(lines_.size()) > kept_) lines_.pop_front();
    return added;
}

void LogLines::clear() {
    lines_.clear();
    trials_.clear();
}

bool LogLines::setTrials(const QSet<int>& trials) {
    return std::exchange(trials_, trials) != trials;
}

bool LogLines::setLeast(LogLevel level) {
    return std::exchange(least_, level) != level;
}

bool LogLines::setWanted(const QString& text) {
    return std::exchange(wanted_, text) != text;
}

bool LogLines::shows(const Line& line) const {
    return (trials_.isEmpty() || trials_.contains(line.trial)) && line.level >= least_ &&
           (wanted_.isEmpty() || line.text.contains(wanted_, Qt::CaseInsensitive));
}

QStringList LogLines::shown() const {
    QStringList shown;
    for (const Line& line : lines_)
        if (shows(line)) shown << line.text;
    return shown;
}

}  // namespace lathe::gui
