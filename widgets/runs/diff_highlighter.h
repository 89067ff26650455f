// SPDX-License-Identifier: GPL-3.0-or-later
// Colours the lines of a unified diff as the palette's theme says. GUI thread.
#pragma once

#include <QSyntaxHighlighter>

namespace lathe::gui {

class DiffHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

  public:
    using QSyntaxHighlighter::QSyntaxHighlighter;
    void setActive(bool active);

  protected:
    void highlightBlock(const QString& text) override;

  private:
    bool active_ = false;
};

}  // namespace lathe::gui
