// SPDX-License-Identifier: GPL-3.0-or-later
// Shortening a text without losing what tells it from its neighbours, and a label that does so. GUI thread.
#pragma once

#include <QFontMetrics>
#include <QLabel>
#include <QStringList>

namespace lathe::gui {

// `text` cut in the middle to `width` pixels. When that would look like one of `others` (texts that share its head and
// tail), the cut goes where they agree instead, so that the part in which they differ is seen.
QString elideDistinct(const QString& text, const QStringList& others, const QFontMetrics& metrics, int width);

// One line of text that shortens in the middle (so head and tail stay) and shows the whole as its tooltip.
class ElideLabel : public QLabel {
    Q_OBJECT

  public:
    explicit ElideLabel(QWidget* parent = nullptr);

    void setFullText(const QString& text);
    QString fullText() const { return full_; }
    // More for the tooltip, below the whole text where that is cut.
    void setDetail(const QString& detail);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void refresh();

    QString full_;
    QString detail_;
};

}  // namespace lathe::gui
