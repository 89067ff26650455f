// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/notice_stack.h"

#include <algorithm>
#include <utility>

#include <QCursor>
#include <QEvent>
#include <QVBoxLayout>

namespace lathe::gui {

NoticeStack::NoticeStack(QWidget* under) : QWidget(under), column_(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("noticeStack"));
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
    under->installEventFilter(this);
    place();
}

void NoticeStack::addNotice(QWidget* notice) {
    column_->addWidget(notice);
    place();
}

bool NoticeStack::isEmpty() const {
    for (int i = 0; i < column_->count(); ++i)
        if (!column_->itemAt(i)->widget()->isHidden()) return false;
    return true;
}

void NoticeStack::place() {
    QWidget& under = *parentWidget();
    if (isEmpty()) {
        shown_ = false;
        setGeometry(0, under.height(), under.width(), 0);
        return;
    }
    const int wanted =
        column_->hasHeightForWidth() ? column_->totalHeightForWidth(under.width()) : column_->totalSizeHint().height();
    const int height = std::min(wanted, under.height());
    const QRect lower(0, under.height() - height, under.width(), height);
    if (!std::exchange(shown_, true)) {
        const bool there = under.isVisible() && lower.contains(under.mapFromGlobal(QCursor::pos()));
        edge_ = there ? Edge::upper : Edge::lower;
    }
    setGeometry(edge_ == Edge::lower ? lower : QRect(0, 0, under.width(), height));
    raise();
}

bool NoticeStack::event(QEvent* event) {
    const bool done = QWidget::event(event);
    // What comes or goes while nobody sees it asks for no layout.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) place();
    return done;
}

bool NoticeStack::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize) place();
    return QWidget::eventFilter(watched, event);
}

}  // namespace lathe::gui
