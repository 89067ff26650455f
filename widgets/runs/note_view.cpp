// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/note_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/runs/safe_text_browser.h"

namespace lathe::gui {

NoteView::NoteView(QWidget* parent)
    : QWidget(parent),
      empty_(new QLabel),
      shown_(new SafeTextBrowser),
      editor_(new QPlainTextEdit),
      stack_(new QStackedWidget),
      button_(new QToolButton) {
    setObjectName(QStringLiteral("reviewNote"));
    empty_->setObjectName(QStringLiteral("reviewNoteEmpty"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    shown_->setObjectName(QStringLiteral("reviewNoteText"));
    shown_->setAccessibleName(tr("Note"));
    shown_->document()->setDocumentMargin(2 * spacing);
    editor_->setObjectName(QStringLiteral("reviewNoteEditor"));
    editor_->setAccessibleName(tr("Note, as Markdown"));
    editor_->setPlaceholderText(tr("Why it was run, what came out: Markdown. Ctrl+Enter or Esc keeps it."));
    editor_->setFrameShape(QFrame::NoFrame);
    editor_->document()->setDocumentMargin(2 * spacing);
    editor_->installEventFilter(this);
    for (QWidget* page : {static_cast<QWidget*>(empty_), static_cast<QWidget*>(shown_), static_cast<QWidget*>(editor_)})
        stack_->addWidget(page);
    button_->setObjectName(QStringLiteral("reviewNoteButton"));
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(button_, &QToolButton::clicked, this, [this] {
        if (stack_->currentWidget() == editor_) finish();
        else edit();
    });
    auto* bar = new QHBoxLayout;
    bar->addStretch(1);
    bar->addWidget(button_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->addWidget(stack_, 1);
    layout->addLayout(bar);
    setRecord(std::nullopt);
}

void NoteView::setRecord(const std::optional<MarkedRecord>& record) {
    const bool same = record && record_ && record->key == record_->key;
    if (same && stack_->currentWidget() == editor_) return;  // what is being typed is newer
    finish();
    record_ = record;
    show(record ? QString::fromStdString(record->marks.note) : QString());
}

void NoteView::show(const QString& note) {
    button_->setEnabled(record_.has_value() && editable_);
    button_->setText(note.isEmpty() ? tr("Write a note") : tr("Edit"));
    button_->setAccessibleName(note.isEmpty() ? tr("Write a note") : tr("Edit the note"));
    button_->setIcon(icon(QStringLiteral("edit")));
    empty_->setText(record_ ? tr("Nothing is noted of this yet.") : tr("Select one study or trial to read its note."));
    if (text_ != note) shown_->setSafeMarkdown(note);
    text_ = note;
    stack_->setCurrentWidget(note.isEmpty() ? static_cast<QWidget*>(empty_) : shown_);
}

void NoteView::edit() {
    if (!record_ || !editable_ || stack_->currentWidget() == editor_) return;
    editor_->setPlainText(QString::fromStdString(record_->marks.note));
    stack_->setCurrentWidget(editor_);
    button_->setText(tr("Done"));
    button_->setAccessibleName(tr("Keep the note"));
    button_->setIcon(icon(QStringLiteral("check")));
    editor_->setFocus();
    editor_->moveCursor(QTextCursor::End);
}

void NoteView::finish() {
    if (!record_ || stack_->currentWidget() != editor_) return;
    const QString note = editor_->toPlainText();
    const MarkedRecord record = *record_;
    record_->marks.note = note.toStdString();
    show(note);
    if (note.toStdString() != record.marks.note) Q_EMIT noteChanged(record, note);
}

bool NoteView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == editor_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape || (enter && key->modifiers().testFlag(Qt::ControlModifier))) {
            finish();
            button_->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NoteView::setEditable(bool editable) {
    finish();
    editable_ = editable;
    button_->setEnabled(record_.has_value() && editable_);
}

// What was typed is never lost with the window.
void NoteView::hideEvent(QHideEvent* event) {
    finish();
    QWidget::hideEvent(event);
}

}  // namespace lathe::gui
