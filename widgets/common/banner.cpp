// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/banner.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(new QLabel(this)),
      buttons_(new QHBoxLayout),
      close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("banner"));
    text_->setObjectName(QStringLiteral("bannerText"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    buttons_->setSpacing(spacing);
    close_->setObjectName(QStringLiteral("bannerClose"));
    close_->setAccessibleName(tr("Close this message"));
    close_->setToolTip(tr("Close this message"));
    close_->setIcon(icon(QStringLiteral("close")));
    close_->setFocusPolicy(Qt::TabFocus);
    connect(close_, &QToolButton::clicked, this, &Banner::dismiss);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(icon_);
    layout->addWidget(text_, 1);
    layout->addLayout(buttons_);
    layout->addWidget(close_);
    hide();
}

void Banner::showMessage(Kind kind, const QString& text, const QList<QAction*>& actions) {
    kind_ = kind;
    const char* name = kind == Kind::error ? "error" : kind == Kind::warning ? "warning" : "info";
    setProperty("banner", QLatin1String(name));
    style()->unpolish(this);
    style()->polish(this);
    if (actions != actions_) makeButtons(actions);
    for (int i = 0; i < buttons_->count(); ++i) {
        auto* button = qobject_cast<QPushButton*>(buttons_->itemAt(i)->widget());
        button->setObjectName(actions[i]->objectName() + QStringLiteral("BannerButton"));
        button->setText(actions[i]->text());
        button->setAccessibleName(plainLabel(actions[i]->text()));
    }
    text_->setText(text);
    setAccessibleName(text);
    refreshIcon();
    show();
}

// Those that are there stay where the actions are the same: a message that tells progress is written anew while
// somebody presses its button.
void Banner::makeButtons(const QList<QAction*>& actions) {
    actions_ = actions;
    while (QLayoutItem* item = buttons_->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    for (QAction* action : actions) {
        auto* button = new QPushButton(this);
        connect(button, &QPushButton::clicked, this, [this, action] {
            hide();
            action->trigger();
        });
        buttons_->addWidget(button);
    }
}

QString Banner::text() const {
    return text_->text();
}

void Banner::dismiss() {
    hide();
    Q_EMIT closed();
}

void Banner::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) refreshIcon();
}

void Banner::refreshIcon() {
    const QIcon shown = kind_ == Kind::error     ? icon(QStringLiteral("error"), IconTone::bad)
                        : kind_ == Kind::warning ? icon(QStringLiteral("warning"), IconTone::warning)
                                                 : icon(QStringLiteral("info"), IconTone::accent);
    icon_->setPixmap(shown.pixmap(2 * spacing, 2 * spacing));
}

}  // namespace lathe::gui
