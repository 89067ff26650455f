// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/safe_text_browser.h"

#include <QTextDocument>

namespace lathe::gui {

SafeTextBrowser::SafeTextBrowser(QWidget* parent) : QTextBrowser(parent) {
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
}

void SafeTextBrowser::setSafeMarkdown(const QString& markdown) {
    document()->setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                          QTextDocument::MarkdownNoHTML);
}

QVariant SafeTextBrowser::loadResource(int, const QUrl&) {
    return {};
}

}  // namespace lathe::gui
