// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/safe_text_browser.h"

#include <vector>

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFragment>

namespace lathe::gui {

namespace {

// A document that is laid out loads the pictures that it names, from this machine's files, too, whatever loadResource()
// says: what a picture is called stands in its place.
void replacePictures(QTextDocument& document) {
    std::vector<QTextFragment> pictures;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it)
            if (it.fragment().charFormat().isImageFormat()) pictures.push_back(it.fragment());
    for (auto it = pictures.rbegin(); it != pictures.rend(); ++it) {
        const QTextImageFormat picture = it->charFormat().toImageFormat();
        const QString said = picture.property(QTextFormat::ImageAltText).toString();
        QTextCursor cursor(&document);
        cursor.setPosition(it->position());
        cursor.setPosition(it->position() + it->length(), QTextCursor::KeepAnchor);
        cursor.insertText(QStringLiteral("[%1]").arg(said.isEmpty() ? picture.name() : said), QTextCharFormat());
    }
}

}  // namespace

SafeTextBrowser::SafeTextBrowser(QWidget* parent) : QTextBrowser(parent) {
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
}

void SafeTextBrowser::setSafeMarkdown(const QString& markdown) {
    auto* next = new QTextDocument(this);  // nobody lays it out yet
    next->setDefaultFont(font());
    next->setDocumentMargin(document()->documentMargin());
    next->setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                    QTextDocument::MarkdownNoHTML);
    replacePictures(*next);
    next->setUndoRedoEnabled(false);
    setDocument(next);
    delete shown_;
    shown_ = next;
}

QVariant SafeTextBrowser::loadResource(int, const QUrl&) {
    return {};
}

}  // namespace lathe::gui
