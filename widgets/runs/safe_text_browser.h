// SPDX-License-Identifier: GPL-3.0-or-later
// Shows Markdown that may come from somebody else: naming a picture loads nothing, and a link does nothing but tell
// where it leads. GUI thread.
#pragma once

#include <QTextBrowser>

namespace lathe::gui {

class SafeTextBrowser : public QTextBrowser {
    Q_OBJECT

  public:
    explicit SafeTextBrowser(QWidget* parent = nullptr);

    // HTML in it is shown as text, and a picture as what it is called.
    void setSafeMarkdown(const QString& markdown);

  protected:
    QVariant loadResource(int type, const QUrl& name) override;

  private:
    QTextDocument* shown_ = nullptr;
};

}  // namespace lathe::gui
