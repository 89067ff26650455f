// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/dropped_paths.h"

#include <utility>

#include <QDropEvent>
#include <QMimeData>
#include <QTimer>
#include <QUrl>
#include <QWidget>

namespace lathe::gui {

namespace {

QString pathIn(const QMimeData& data) {
    for (const QUrl& url : data.urls())
        if (url.isLocalFile()) return url.toLocalFile();
    return {};
}

}  // namespace

DroppedPaths::DroppedPaths(QWidget& window, std::function<void(const QString& path)> open)
    : QObject(&window), open_(std::move(open)) {
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool DroppedPaths::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto* drop = static_cast<QDropEvent*>(event);
    const QString path = pathIn(*drop->mimeData());
    if (path.isEmpty()) return false;
    drop->acceptProposedAction();
    // Who dragged waits for the answer to the drop: what is opened may ask first whether to save.
    if (event->type() == QEvent::Drop) QTimer::singleShot(0, this, [this, path] { open_(path); });
    return true;
}

}  // namespace lathe::gui
