// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/log_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/overflow_row.h"
#include "widgets/common/theme.h"

namespace lathe::gui {
namespace {

constexpr int keptLines = 10000;

}  // namespace

LogPanel::LogPanel(QWidget* parent)
    : QWidget(parent),
      lines_(keptLines),
      wanted_(new QLineEdit(this)),
      level_(new QComboBox(this)),
      follow_(new QToolButton(this)),
      text_(new QPlainTextEdit(this)) {
    setObjectName(QStringLiteral("logPanel"));
    text_->setObjectName(QStringLiteral("logText"));
    text_->setAccessibleName(tr("Log"));
    text_->setReadOnly(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setTabChangesFocus(true);
    text_->setProperty("frameless", true);
    text_->setFrameShape(QFrame::NoFrame);
    text_->setFont(monospaceFont());
    text_->setMaximumBlockCount(keptLines);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    tellWhyEmpty();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(text_, 1);
    // Who scrolls up wants to read there, and who scrolls to the end wants to follow.
    connect(text_->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        const QScrollBar* bar = text_->verticalScrollBar();
        setFollowing(bar->sliderPosition() >= bar->maximum());
    });
}

QWidget* LogPanel::makeBar() {
    using Keep = OverflowRow::Keep;
    auto* bar = new OverflowRow(this);
    bar->setMargins(QMargins(spacing, spacing / 2, spacing, spacing / 2));
    wanted_->setObjectName(QStringLiteral("logSearch"));
    wanted_->setAccessibleName(tr("Search the log"));
    wanted_->setPlaceholderText(tr("Search the log"));
    wanted_->setClearButtonEnabled(true);
    wanted_->setMinimumWidth(10 * spacing);
    connect(wanted_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (lines_.setWanted(text.trimmed())) showAgain();
    });
    bar->addWidget(wanted_, Keep::always, 1);

    level_->setObjectName(QStringLiteral("logLevel"));
    level_->setAccessibleName(tr("Lines to show"));
    level_->setToolTip(tr("Which lines of the log are shown; all of them are in each trial's log.txt"));
    level_->addItem(tr("all lines"), static_cast<int>(LogLevel::table));
    level_->addItem(tr("without tables"), static_cast<int>(LogLevel::plain));
    level_->addItem(tr("notes and problems"), static_cast<int>(LogLevel::note));
    level_->addItem(tr("problems"), static_cast<int>(LogLevel::problem));
    level_->setCurrentIndex(level_->findData(static_cast<int>(lines_.least())));
    connect(level_, &QComboBox::currentIndexChanged, this, [this] {
        if (lines_.setLeast(static_cast<LogLevel>(level_->currentData().toInt()))) showAgain();
    });
    bar->addWidget(level_);

    follow_->setObjectName(QStringLiteral("logFollow"));
    follow_->setIcon(icon(QStringLiteral("arrow-down")));
    follow_->setText(tr("Follow"));
    follow_->setAccessibleName(tr("Follow the newest line"));
    follow_->setToolTip(tr("Keep the newest line in sight"));
    follow_->setCheckable(true);
    follow_->setChecked(true);
    follow_->setAutoRaise(true);
    follow_->setFocusPolicy(Qt::TabFocus);
    connect(follow_, &QToolButton::toggled, this, &LogPanel::setFollowing);
    bar->addWidget(follow_, Keep::longer);

    auto* copy = new QToolButton(this);
    copy->setObjectName(QStringLiteral("logCopy"));
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setText(tr("Copy"));
    copy->setAccessibleName(tr("Copy the log"));
    copy->setToolTip(tr("Copy the selected lines, or all that are shown"));
    copy->setAutoRaise(true);
    copy->setFocusPolicy(Qt::TabFocus);
    connect(copy, &QToolButton::clicked, this, &LogPanel::copy);
    bar->addWidget(copy, Keep::longer);
    return bar;
}

void LogPanel::add(const std::vector<std::pair<int, std::string>>& lines) {
    const QStringList added = lines_.add(lines);
    tellWhyEmpty();  // perhaps none of the first lines is shown
    if (added.isEmpty()) return;
    const int before = text_->verticalScrollBar()->value();
    text_->appendPlainText(added.join(QLatin1Char('\n')));
    if (follow_->isChecked()) scrollToEnd();
    else text_->verticalScrollBar()->setValue(before);
}

void LogPanel::setTrials(const QSet<int>& trials) {
    if (lines_.setTrials(trials)) showAgain();
}

void LogPanel::clearLog() {
    lines_.clear();
    showAgain();
    setFollowing(true);
}

QString LogPanel::text() const {
    return text_->toPlainText();
}

void LogPanel::showAgain() {
    text_->setPlainText(lines_.shown().join(QLatin1Char('\n')));
    tellWhyEmpty();
    if (follow_->isChecked()) scrollToEnd();
}

void LogPanel::tellWhyEmpty() {
    const QString why =
        lines_.empty() ? tr("What the trials say appears here.") : tr("No line of the log fits what is looked for.");
    if (text_->placeholderText() != why) text_->setPlaceholderText(why);
}

void LogPanel::setFollowing(bool on) {
    follow_->setChecked(on);
    if (on) scrollToEnd();
}

void LogPanel::scrollToEnd() {
    text_->verticalScrollBar()->setValue(text_->verticalScrollBar()->maximum());
}

void LogPanel::copy() const {
    const QString selected = text_->textCursor().selectedText().replace(QChar(QChar::ParagraphSeparator), u'\n');
    QApplication::clipboard()->setText(selected.isEmpty() ? text() : selected);
}

}  // namespace lathe::gui
