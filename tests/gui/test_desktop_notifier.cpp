// Ends told to the desktop, whatever the bus of the session does.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <cstring>
#include <utility>

#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include "app/gui/desktop_notifier.h"
#include "tests/test_program.h"

using namespace lathe::gui;

namespace {

// The bus of a session that lets others connect, and never says a word.
class SilentBus {
  public:
    SilentBus() : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        const QByteArray path = folder_.filePath(QStringLiteral("bus")).toUtf8();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.constData(), sizeof address.sun_path - 1);
        listens_ = ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                   ::listen(socket_, 1) == 0;
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + path);
    }
    ~SilentBus() { hangUp(); }
    bool listens() const { return listens_; }
    bool isAsked() {
        if (connection_ < 0) connection_ = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
        return connection_ >= 0;
    }
    void hangUp() {
        for (int* one : {&connection_, &socket_})
            if (*one >= 0) ::close(std::exchange(*one, -1));
    }

  private:
    QTemporaryDir folder_;
    int socket_;
    int connection_ = -1;
    bool listens_ = false;
};

}  // namespace

class TestDesktopNotifier : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aBusThatDoesNotAnswerHoldsNothingUp() {
#ifndef LATHE_HAS_DBUS
        QSKIP("built without D-Bus");
#endif
        const QTemporaryDir settings;
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
        SilentBus bus;
        QVERIFY(bus.listens());
        QWidget window;
        DesktopNotifier notifier(&window);
        QSignalSpy notified(&notifier, &DesktopNotifier::notified);
        notifier.notifyEnd(QStringLiteral("tiny"), true);
        QCOMPARE(notified.size(), 1);
        // This thread goes on while the bus is being asked.
        QTRY_VERIFY(bus.isAsked());
        notifier.notifyEnd(QStringLiteral("tiny"), false);
        QCOMPARE(notified.size(), 2);
        bus.hangUp();
    }
};

LATHE_WINDOW_TEST(TestDesktopNotifier)
#include "test_desktop_notifier.moc"
