// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/session_bus.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <algorithm>
#include <cstddef>

#include <QByteArray>
#include <QScopeGuard>

namespace lathe::gui {
namespace {

constexpr int longestWait = 1000;  // ms

// Of the Unix socket that the address names first: "unix:path=/run/user/1000/bus,guid=..." or "unix:abstract=...".
struct SocketName {
    QByteArray name;  // "": the bus is to be reached some other way
    bool isAbstract = false;
};

SocketName socketOfBus() {
    const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    if (address.isEmpty()) {
        const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
        return {runtime.isEmpty() ? runtime : runtime + "/bus"};
    }
    for (const QByteArray& one : address.split(';')) {
        if (!one.startsWith("unix:")) continue;
        for (const QByteArray& part : one.mid(5).split(','))
            for (const char* key : {"path=", "abstract="})
                if (part.startsWith(key))
                    return {QByteArray::fromPercentEncoding(part.mid(part.indexOf('=') + 1)), *key == 'a'};
    }
    return {};
}

}  // namespace

bool sessionBusAnswers() {
    const SocketName where = socketOfBus();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    // The name of an abstract socket begins with a zero byte, and has none at its end.
    const qsizetype from = where.isAbstract ? 1 : 0;
    if (where.name.isEmpty() || from + where.name.size() >= qsizetype{sizeof address.sun_path}) return false;
    std::copy(where.name.begin(), where.name.end(), address.sun_path + from);
    const auto size = offsetof(sockaddr_un, sun_path) + static_cast<std::size_t>(from + where.name.size());
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0) return false;
    const auto close = qScopeGuard([socket] { ::close(socket); });
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size)) != 0) return false;
    // As every client begins (D-Bus specification, Authentication Protocol); whatever is answered, somebody is there.
    const QByteArray greeting =
        QByteArray(1, '\0') + "AUTH EXTERNAL " + QByteArray::number(::geteuid()).toHex() + "\r\n";
    if (::send(socket, greeting.constData(), static_cast<std::size_t>(greeting.size()), MSG_NOSIGNAL) < 0) return false;
    pollfd answer{socket, POLLIN, 0};
    char first = 0;
    return ::poll(&answer, 1, longestWait) > 0 && ::recv(socket, &first, 1, 0) > 0;
}

}  // namespace lathe::gui
