#include "tests/core/remote/served.h"

#include <sys/socket.h>
#include <unistd.h>

#include <QtGlobal>

#include "core/remote/server.h"

namespace lathe::remote {

Served::~Served() {
    cut();
}

void Served::cut() {
    const std::lock_guard lock(mutex_);
    for (const int end : ends_) {
        ::shutdown(end, SHUT_RDWR);
        ::close(end);
    }
    ends_.clear();
}

Host::Options Served::options() {
    Host::Options options;
    options.patience = std::chrono::milliseconds(20'000);
    options.open = [this](const Address& address, std::chrono::milliseconds longest) {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) qFatal("no socket pair");
        {
            const std::lock_guard lock(mutex_);
            ends_.push_back(::dup(ends[1]));
            servers_.emplace_back([end = ends[1], home = std::filesystem::path(dir_.path().toStdString())] {
                Server server(Wire(end, end), "/bin/false", home);
                static_cast<void>(server.run());
            });
        }
        return Connection::over(Wire(ends[0], ends[0]), address, longest);
    };
    return options;
}

}  // namespace lathe::remote
