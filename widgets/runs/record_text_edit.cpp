// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/record_text_edit.h"

#include <QScrollBar>
#include <QTextDocument>

#include "widgets/common/theme.h"

namespace lathe::gui {

RecordTextEdit::RecordTextEdit(const QString& name, const QString& title, QWidget* parent) : QPlainTextEdit(parent) {
    setObjectName(name);
    setAccessibleName(title);
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(monospaceFont());
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(spacing);
}

void RecordTextEdit::setTextKeepingPlace(const QString& text) {
    if (toPlainText() == text) return;
    QScrollBar* bar = verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    const int place = bar->value();
    setPlainText(text);
    bar->setValue(atEnd ? bar->maximum() : place);
}

}  // namespace lathe::gui
