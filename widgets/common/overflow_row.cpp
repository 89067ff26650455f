// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/overflow_row.h"

#include <algorithm>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

OverflowRow::OverflowRow(QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), more_(new QToolButton(this)), panel_(new QFrame(this, Qt::Popup)) {
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(spacing / 2);
    row_->setSizeConstraint(QLayout::SetNoConstraint);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    more_->setObjectName(QStringLiteral("overflowButton"));
    more_->setIcon(icon(QStringLiteral("more")));
    more_->setToolTip(tr("More controls, for which this row has no room"));
    more_->setAccessibleName(tr("More controls"));
    more_->setAutoRaise(true);
    more_->setFocusPolicy(Qt::TabFocus);
    more_->hide();
    connect(more_, &QToolButton::clicked, this, &OverflowRow::openPanel);
    panel_->setObjectName(QStringLiteral("overflowPanel"));
    panel_->setProperty("popup", true);
    panel_->setAttribute(Qt::WA_StyledBackground);
    panel_->setAccessibleName(tr("More controls"));
    panel_->installEventFilter(this);
    column_ = new QVBoxLayout(panel_);
    column_->setContentsMargins(spacing, spacing, spacing, spacing);
    column_->setSpacing(spacing / 2);
}

OverflowRow::~OverflowRow() = default;

void OverflowRow::addWidget(QWidget* widget, Keep keep, int stretch) {
    Item item{widget, keep, stretch};
    if (const auto* button = qobject_cast<QToolButton*>(widget)) item.style = button->toolButtonStyle();
    items_.push_back(item);
    place();
}

QWidget* OverflowRow::addGroup(const QList<QWidget*>& widgets, Keep keep) {
    auto* group = new QWidget(this);
    auto* row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(row_->spacing());
    for (QWidget* widget : widgets) row->addWidget(widget);
    addWidget(group, keep);
    return group;
}

void OverflowRow::addSpacing(int pixels) {
    items_.push_back({nullptr, Keep::always, 0, pixels});
    place();
}

void OverflowRow::addStretch() {
    items_.push_back({nullptr, Keep::always, 1});
    place();
}

void OverflowRow::setMargins(const QMargins& margins) {
    row_->setContentsMargins(margins);
}

bool OverflowRow::overflows(const QWidget* widget) const {
    return std::any_of(items_.begin(), items_.end(),
                       [widget](const Item& item) { return item.widget == widget && item.isAway; });
}

int OverflowRow::widthOf(const Item& item) const {
    if (!item.widget) return item.room;
    if (item.widget->isHidden()) return 0;
    // What may stretch may shrink, too.
    const QSize hint = item.stretch > 0 ? item.widget->minimumSizeHint() : item.widget->sizeHint();
    const int width = item.widthInRow > 0 ? item.widthInRow : hint.width();
    if (width <= 0) return 0;  // a group of which nothing is shown
    return std::clamp(width, item.widget->minimumWidth(), item.widget->maximumWidth()) + row_->spacing();
}

int OverflowRow::leastOf(const Item& item) const {
    if (!item.widget) return item.room;
    return std::max(item.widget->minimumSizeHint().width(), item.widget->minimumWidth()) + row_->spacing();
}

int OverflowRow::needed() const {
    const QMargins margins = row_->contentsMargins();
    int width = margins.left() + margins.right();
    bool away = false;
    for (const Item& item : items_) {
        if (item.isAway) away = true;
        else width += widthOf(item);
    }
    return width + (away ? more_->sizeHint().width() : 0);
}

QSize OverflowRow::sizeHint() const {
    int width = 0, height = 0;
    for (const Item& item : items_) {
        const bool stretches = item.widget && item.stretch > 0 && !item.widget->isHidden();
        width += stretches ? item.widget->sizeHint().width() + row_->spacing() : widthOf(item);
        if (item.widget && !item.widget->isHidden()) height = std::max(height, item.widget->sizeHint().height());
    }
    const QMargins margins = row_->contentsMargins();
    return {width + margins.left() + margins.right(), height + margins.top() + margins.bottom()};
}

QSize OverflowRow::minimumSizeHint() const {
    const QMargins margins = row_->contentsMargins();
    int width = margins.left() + margins.right();
    bool some = false;
    for (const Item& item : items_) {
        if (item.keep == Keep::always) width += std::min(widthOf(item), leastOf(item));
        else some = some || widthOf(item) > 0;
    }
    return {width + (some ? more_->sizeHint().width() : 0), sizeHint().height()};
}

void OverflowRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

bool OverflowRow::event(QEvent* event) {
    const bool done = QWidget::event(event);
    // What changes while nobody sees it asks for no layout.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Polish || event->type() == QEvent::Show)
        arrange();
    return done;
}

bool OverflowRow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == panel_ && event->type() == QEvent::Hide)
        QMetaObject::invokeMethod(this, &OverflowRow::arrange, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void OverflowRow::arrange() {
    // A control that the person is in stays where it is as long as the panel is open.
    if (arranging_ || panel_->isVisible()) return;
    std::vector<bool> before;
    for (Item& item : items_) {
        before.push_back(item.isAway);
        item.isAway = false;
    }
    for (const Keep leaving : {Keep::whileItFits, Keep::longer})
        for (auto item = items_.rbegin(); item != items_.rend() && needed() > width(); ++item)
            if (item->keep == leaving && widthOf(*item) > 0) item->isAway = true;
    const bool same = std::equal(items_.begin(), items_.end(), before.begin(),
                                 [](const Item& item, bool was) { return item.isAway == was; });
    if (!same) place();
    showButton();
}

void OverflowRow::showButton() {
    more_->setVisible(std::any_of(items_.begin(), items_.end(),
                                  [this](const Item& item) { return item.isAway && widthOf(item) > 0; }));
}

// A widget that comes back from the panel is the last in the window's order.
void OverflowRow::orderTabs() {
    QWidget* last = this;
    const auto append = [this, &last](QWidget* next) {
        // The list of a combo box and a menu are windows of their own.
        if (next->focusPolicy() == Qt::NoFocus || next->window() != window()) return;
        QWidget::setTabOrder(last, next);
        last = next;
    };
    for (const Item& item : items_) {
        if (!item.widget || item.isAway) continue;
        append(item.widget);
        for (QWidget* part : item.widget->findChildren<QWidget*>()) append(part);
    }
    append(more_);
}

void OverflowRow::place() {
    arranging_ = true;
    while (QLayoutItem* item = row_->takeAt(0)) delete item;
    while (QLayoutItem* item = column_->takeAt(0)) delete item;
    for (Item& item : items_) {
        if (!item.widget) {
            if (item.stretch > 0) row_->addStretch(item.stretch);
            else row_->addSpacing(item.room);
            continue;
        }
        QWidget* home = item.isAway ? panel_ : this;
        if (item.widget->parentWidget() != home) {
            // A widget that was never shown counts as hidden, too; only one that somebody hid stays so.
            const bool hidden = item.widget->isHidden() && item.widget->testAttribute(Qt::WA_WState_ExplicitShowHide);
            item.widget->setParent(home);
            item.widget->setVisible(!hidden);
            if (auto* button = qobject_cast<QToolButton*>(item.widget)) {
                item.widthInRow = item.isAway ? button->sizeHint().width() : 0;
                button->setToolButtonStyle(item.isAway ? Qt::ToolButtonTextBesideIcon : item.style);
            }
        }
        if (item.isAway) column_->addWidget(item.widget);
        else row_->addWidget(item.widget, item.stretch);
    }
    row_->addWidget(more_);
    showButton();
    orderTabs();
    arranging_ = false;
    updateGeometry();
}

void OverflowRow::openPanel() {
    arrange();  // what is in the panel may have been hidden since
    if (more_->isHidden()) return;
    panel_->adjustSize();
    QPoint corner = more_->mapToGlobal(QPoint(more_->width() - panel_->width(), more_->height()));
    if (const QScreen* there = screen()) {
        const QRect room = there->availableGeometry();
        corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - panel_->width())));
        if (corner.y() + panel_->height() > room.bottom())
            corner.setY(more_->mapToGlobal(QPoint(0, -panel_->height())).y());
    }
    panel_->move(corner);
    panel_->show();
    for (const Item& item : items_)
        if (item.isAway && item.widget->isEnabled() && !item.widget->isHidden()) {
            item.widget->setFocus(Qt::PopupFocusReason);
            break;
        }
}

}  // namespace lathe::gui
