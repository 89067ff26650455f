// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/progress_delegate.h"

#include <algorithm>

#include <QPainter>

#include "widgets/common/theme.h"

namespace lathe::gui {

ProgressDelegate::ProgressDelegate(int role, QObject* parent) : QStyledItemDelegate(parent), role_(role) {}

void ProgressDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (!index.data(role_).isValid()) option->features |= QStyleOptionViewItem::WrapText;
}

QSize ProgressDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QSize one = QStyledItemDelegate::sizeHint(option, index);
    if (index.data(role_).isValid()) return one;
    const QString text = index.data().toString();
    const QRect room(0, 0, std::max(1, option.rect.width() - 2 * spacing), 100'000);
    const int height = option.fontMetrics.boundingRect(room, Qt::TextWordWrap | Qt::TextWrapAnywhere, text).height();
    return {one.width(), std::max(one.height(), height + spacing)};
}

void ProgressDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant fraction = index.data(role_);
    if (!fraction.isValid()) return;
    const ThemeColors& colors = themeColors(option.palette);
    QRectF bar(option.rect.left() + spacing, option.rect.bottom() - 4, option.rect.width() - 2 * spacing, 3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.border);
    painter->drawRoundedRect(bar, 1.5, 1.5);
    bar.setWidth(bar.width() * fraction.toDouble());
    painter->setBrush(colors.accent);
    painter->drawRoundedRect(bar, 1.5, 1.5);
    painter->restore();
}

}  // namespace lathe::gui
