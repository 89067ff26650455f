// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_menu.h"

#include <utility>

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QStyleHints>
#include <QWidget>

namespace lathe::gui {

ChartMenu::ChartMenu(QWidget& chart, Fill fill) : QObject(&chart), chart_(chart), fill_(std::move(fill)) {
    chart.installEventFilter(this);
}

void ChartMenu::addExport(QMenu& menu, QWidget& chart, const QString& name, std::function<ChartExport()> exported,
                          ChartExports::Points points) {
    QAction* action = menu.addAction(tr("&Export as PNG, SVG, PDF or CSV…"));
    action->setObjectName(QStringLiteral("chartMenuExport"));
    connect(action, &QAction::triggered, &chart, [&chart, name, exported = std::move(exported), points] {
        ChartExports::of(chart).ask(chart, name, exported, points);
    });
}

bool ChartMenu::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ContextMenu) {
        const auto* asked = static_cast<QContextMenuEvent*>(event);
        // That of the mouse may come when the button is pressed, before it is known whether it drags.
        if (asked->reason() != QContextMenuEvent::Mouse) open(chart_.mapToGlobal(chart_.rect().center()));
        event->accept();
        return true;
    }
    const auto far = [this](const QMouseEvent& mouse) {
        return (mouse.position().toPoint() - from_).manhattanLength() >=
               QGuiApplication::styleHints()->startDragDistance();
    };
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        pressed_ = mouse->button() == Qt::RightButton;
        from_ = mouse->position().toPoint();
    } else if (event->type() == QEvent::MouseMove) {
        if (pressed_ && far(*static_cast<QMouseEvent*>(event))) pressed_ = false;
    } else if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::RightButton && std::exchange(pressed_, false) && !far(*mouse))
            open(mouse->globalPosition().toPoint());
    }
    return QObject::eventFilter(watched, event);
}

void ChartMenu::open(const QPoint& global) {
    auto* menu = new QMenu(&chart_);
    menu->setObjectName(QStringLiteral("chartMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill_(*menu);
    menu->popup(global);
}

}  // namespace lathe::gui
