#include "app/gui/desktop_notifier.h"

#include <QSystemTrayIcon>
#include <QTimer>
#include <QWidget>
#ifdef LATHE_HAS_DBUS
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#endif

#include "app/gui/settings.h"
#include "widgets/common/icons.h"

namespace lathe::gui {
namespace {

const QString wantedKey = QStringLiteral("notifications");
constexpr int shownFor = 10'000;  // ms

// As the Desktop Notifications Specification has it. Markup is not wanted, and names may hold anything.
bool notifyByBus([[maybe_unused]] const QString& title, [[maybe_unused]] const QString& text) {
#ifdef LATHE_HAS_DBUS
    const QString service = QStringLiteral("org.freedesktop.Notifications");
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || !bus.interface()->isServiceRegistered(service)) return false;
    auto call = QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/Notifications"), service,
                                               QStringLiteral("Notify"));
    call << QStringLiteral("Lathe") << 0u << QStringLiteral("org.lathe.Lathe") << title << text.toHtmlEscaped()
         << QStringList() << QVariantMap() << shownFor;
    return bus.send(call);
#else
    return false;
#endif
}

}  // namespace

DesktopNotifier::DesktopNotifier(QWidget* window) : QObject(window), window_(window) {}

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
    if (notifyByBus(title, text) || !QSystemTrayIcon::isSystemTrayAvailable()) return;
    if (!tray_) tray_ = new QSystemTrayIcon(applicationIcon(), this);
    tray_->show();
    tray_->showMessage(title, text, QSystemTrayIcon::Information, shownFor);
    QTimer::singleShot(shownFor, tray_, &QSystemTrayIcon::hide);
}

}  // namespace lathe::gui
