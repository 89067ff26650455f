#include "widgets/queue/log_panel.h"

#include <QScrollBar>

#include "widgets/common/theme.h"

namespace lathe::gui {
namespace {

constexpr int keptLines = 5000;

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
        const QString worded = tr("trial %1: %2").arg(QString::number(trial), QString::fromStdString(line).trimmed());
        lines_.emplace_back(trial, worded);
        if (shows(trial)) text << worded;
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
