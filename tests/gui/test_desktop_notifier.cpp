// SPDX-License-Identifier: GPL-3.0-or-later
// Ends told to the desktop, whatever the bus of the session does.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <cstring>
#include <thread>
#include <utility>

#include <QElapsedTimer>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include "app/gui/desktop_notifier.h"
#include "app/gui/session_bus.h"
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

// One that greets whoever connects, at the abstract address that its first bytes name.
class TalkingBus {
  public:
    TalkingBus() : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socklen_t size = sizeof address;
        // The kernel chooses a name: "\0" and five digits.
        if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(sa_family_t)) != 0 ||
            ::listen(socket_, 4) != 0 || ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            qFatal("there is no socket");
        const QByteArray name(address.sun_path + 1, size - sizeof(sa_family_t) - 1);
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:abstract=" + name + ",guid=0123");
        thread_ = std::thread([this] {
            const int one = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
            char asked[64];
            if (::recv(one, asked, sizeof asked, 0) > 0) ::send(one, "OK 0123\r\n", 9, MSG_NOSIGNAL);
            ::close(one);
        });
    }
    ~TalkingBus() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }

  private:
    int socket_;
    std::thread thread_;
};

}  // namespace

class TestDesktopNotifier : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;

  private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_.path());
    }

    void aBusThatDoesNotAnswerHoldsNothingUp() {
#ifndef LATHE_HAS_DBUS
        QSKIP("built without D-Bus");
#endif
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

    // The end of the program waits for no bus: each of two ends that wait to be told would take 25 s by themselves.
    void aBusThatDoesNotAnswerHoldsNoEndUp() {
#ifndef LATHE_HAS_DBUS
        QSKIP("built without D-Bus");
#endif
        SilentBus bus;
        QVERIFY(bus.listens());
        QVERIFY(!sessionBusAnswers());
        QElapsedTimer timer;
        timer.start();
        {
            QWidget window;
            DesktopNotifier notifier(&window);
            notifier.notifyEnd(QStringLiteral("tiny"), true);
        }
        QVERIFY2(timer.elapsed() < 15'000, "the notifier waited for the bus");
    }

    void aBusThatAnswersIsThere() {
        TalkingBus bus;
        QVERIFY(sessionBusAnswers());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        QVERIFY(!sessionBusAnswers());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "tcp:host=localhost,port=1");
        QVERIFY(!sessionBusAnswers());
    }
};

LATHE_WINDOW_TEST(TestDesktopNotifier)
#include "test_desktop_notifier.moc"
