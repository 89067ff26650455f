// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/elide.h"

#include <algorithm>

#include <QEvent>
#include <QResizeEvent>

#include "widgets/common/theme.h"

namespace lathe::gui {
namespace {

constexpr QChar dots(0x2026);

qsizetype commonPrefix(const QString& a, const QString& b) {
    const auto [first, second] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return first - a.begin();
}

}  // namespace

QString elideDistinct(const QString& text, const QStringList& others, const QFontMetrics& metrics, int width) {
    if (metrics.horizontalAdvance(text) <= width) return text;
    const QString middle = metrics.elidedText(text, Qt::ElideMiddle, width);
    qsizetype differs = -1;  // where the text parts from the ones that would look the same
    for (const QString& other : others)
        if (other != text && metrics.elidedText(other, Qt::ElideMiddle, width) == middle)
            differs = std::max(differs, commonPrefix(text, other));
    if (differs < 0) return middle;
    // From a little before the difference, as much as fits; the rest of the width goes to the head.
    const QString from = dots + text.mid(std::max<qsizetype>(0, differs - 2));
    if (metrics.horizontalAdvance(from) > width) return metrics.elidedText(from, Qt::ElideRight, width);
    QString result = from;
    for (qsizetype head = 1; head < differs; ++head) {
        const QString longer = text.left(head) + from;
        if (metrics.horizontalAdvance(longer) > width) break;
        result = longer;
    }
    return result;
}

ElideLabel::ElideLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
}

void ElideLabel::setFullText(const QString& text) {
    if (full_ == text) return;
    full_ = text;
    setAccessibleName(text);
    updateGeometry();
    refresh();
}

void ElideLabel::setDetail(const QString& detail) {
    if (detail_ == detail) return;
    detail_ = detail;
    refresh();
}

QSize ElideLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(full_) + 2 * margin() + 2, QLabel::sizeHint().height()};
}

QSize ElideLabel::minimumSizeHint() const {
    return {std::min(sizeHint().width(), 6 * spacing), QLabel::minimumSizeHint().height()};
}

void ElideLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    refresh();
}

void ElideLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange) refresh();
}

void ElideLabel::refresh() {
    const QString shown = fontMetrics().elidedText(full_, Qt::ElideMiddle, contentsRect().width());
    setText(shown);
    QStringList tip;
    if (shown != full_) tip << full_;
    if (!detail_.isEmpty()) tip << detail_;
    setToolTip(tip.join(QLatin1Char('\n')));
}

}  // namespace lathe::gui
