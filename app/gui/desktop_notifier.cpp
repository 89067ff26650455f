// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/desktop_notifier.h"

#include <optional>

#include <QSystemTrayIcon>
#include <QTimer>
#include <QWidget>
#ifdef LATHE_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#endif

#include "app/gui/background_work.h"
#include "app/gui/session_bus.h"
#include "app/gui/settings.h"
#include "widgets/common/icons.h"

namespace lathe::gui {
namespace {

const QString wantedKey = QStringLiteral("notifications");
constexpr int shownFor = 10'000;  // ms

#ifdef LATHE_HAS_DBUS
// As the Desktop Notifications Specification has it. Markup is not wanted, and names may hold anything.
QDBusMessage notification(const QString& title, const QString& text) {
    const QString service = QStringLiteral("org.freedesktop.Notifications");
    auto call = QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/Notifications"), service,
                                               QStringLiteral("Notify"));
    call << QStringLiteral("Lathe") << 0u << QStringLiteral("org.lathe.Lathe") << title << text.toHtmlEscaped()
         << QStringList() << QVariantMap() << shownFor;
    return call;
}
#endif

}  // namespace

DesktopNotifier::DesktopNotifier(QWidget* window) : QObject(window), window_(window), work_(new BackgroundWork(this)) {}

bool DesktopNotifier::isWanted() {
    return openSettings()->value(wantedKey, true).toBool();
}

void DesktopNotifier::setWanted(bool wanted) {
    openSettings()->setValue(wantedKey, wanted);
}

void DesktopNotifier::notifyEnd(const QString& name, bool done) {
    if (window_->isActiveWindow() || !isWanted()) return;
    const QString title = done ? tr("%1 is done").arg(name) : tr("%1 has failed").arg(name);
    const QString text = done ? QString() : tr("Lathe shows why.");
    Q_EMIT notified(title);
    tell(title, text);
}

void DesktopNotifier::tell(const QString& title, const QString& text) {
#ifdef LATHE_HAS_DBUS
    // Connecting waits for the bus to answer.
    work_->run(
        []() -> std::optional<QDBusConnection> {
            if (!sessionBusAnswers()) return std::nullopt;
            return QDBusConnection::sessionBus();
        },
        [this, title, text](const std::optional<QDBusConnection>& bus) {
            if (!bus || !bus->isConnected()) return tellInTray(title, text);
            auto* reply = new QDBusPendingCallWatcher(bus->asyncCall(notification(title, text)), this);
            connect(reply, &QDBusPendingCallWatcher::finished, this, [this, reply, title, text] {
                if (reply->isError()) tellInTray(title, text);
                reply->deleteLater();
            });
        });
#else
    tellInTray(title, text);
#endif
}

void DesktopNotifier::tellInTray(const QString& title, const QString& text) {
    if (!QSystemTrayIcon::isSystemTrayAvailable()) return;
    if (!tray_) tray_ = new QSystemTrayIcon(applicationIcon(), this);
    tray_->show();
    tray_->showMessage(title, text, QSystemTrayIcon::Information, shownFor);
    QTimer::singleShot(shownFor, tray_, &QSystemTrayIcon::hide);
}

}  // namespace lathe::gui
