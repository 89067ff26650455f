// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/log_panel.h"

#include <algorithm>

#include <QDateTime>
#include <QScrollBar>

#include "widgets/common/theme.h"

namespace lathe::gui {
namespace {

constexpr int keptLines = 5000;

// "2026-11-25T04:55:05.412Z text" of trial 3 -> "3  05:55:05  text", in the person's time zone.
QString worded(int trial, const QString& line) {
    const qsizetype space = line.indexOf(QLatin1Char(' '));
    const QDateTime time = QDateTime::fromString(line.left(std::max<qsizetype>(space, 0)), Qt::ISODateWithMs);
    const QString text = time.isValid() ? line.mid(space + 1) : line;
    const QString when = time.isValid() ? time.toLocalTime().toString(QStringLiteral("hh:mm:ss  ")) : QString();
    return QStringLiteral("%1  %2%3").arg(QString::number(trial), when, text);
}

}  // namespace

LogPanel::LogPanel(QWidget* parent) : QPlainTextEdit(parent) {
    setObjectName(QStringLiteral("logPanel"));
    setAccessibleName(tr("Log"));
    setReadOnly(true);
    setTabChangesFocus(true);
    setProperty("frameless", true);
    setFrameShape(QFrame::NoFrame);
    setFont(monospaceFont());
    setMaximumBlockCount(keptLines);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setPlaceholderText(tr("What the trials say appears here."));
}

void LogPanel::add(const std::vector<std::pair<int, std::string>>& lines) {
    if (lines.empty()) return;
    QStringList text;
    for (const auto& [trial, line] : lines) {
        lines_.emplace_back(trial, worded(trial, QString::fromStdString(line).trimmed()));
        if (shows(trial)) text << lines_.back().second;
    }
    if (lines_.size() > 2 * keptLines) lines_.erase(lines_.begin(), lines_.end() - keptLines);
    if (text.isEmpty()) return;
    const bool atEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    appendPlainText(text.join(QLatin1Char('\n')));
    if (atEnd) verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LogPanel::setTrials(const QSet<int>& trials) {
    if (trials_ == trials) return;
    trials_ = trials;
    QStringList text;
    for (const auto& [trial, line] : lines_)
        if (shows(trial)) text << line;
    setPlainText(text.join(QLatin1Char('\n')));
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LogPanel::clearLog() {
    lines_.clear();
    trials_.clear();
    clear();
}

}  // namespace lathe::gui
