// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/remote/served.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <utility>

#include <QtGlobal>

#include "core/remote/server.h"

namespace lathe::remote {

namespace {

std::pair<int, int> socket_pair() {
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) qFatal("no socket pair");
    return {ends[0], ends[1]};
}

// Carries bytes between two sockets until so many have passed.
void carry(int a, int b, std::size_t left) {
    while (left > 0) {
        pollfd both[2] = {{a, POLLIN, 0}, {b, POLLIN, 0}};
        ::poll(both, 2, -1);
        for (int i = 0; i < 2 && left > 0; ++i) {
            if (both[i].revents == 0) continue;
            char chunk[512];
            const ssize_t n = ::read(both[i].fd, chunk, std::min(sizeof chunk, left));
            left = n > 0 ? left - static_cast<std::size_t>(n) : 0;
            if (n > 0 && ::send(both[1 - i].fd, chunk, static_cast<std::size_t>(n), MSG_NOSIGNAL) != n) left = 0;
        }
    }
    ::close(a);
    ::close(b);
}

}  // namespace

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

void Served::cut_after(std::vector<std::size_t> bytes) {
    const std::lock_guard lock(mutex_);
    lives_ = std::move(bytes);
}

Host::Options Served::options() {
    Host::Options options;
    options.patience = std::chrono::milliseconds(120'000);
    options.open = [this](const Address& address, std::chrono::milliseconds longest, const std::stop_token&) {
        auto [client, server] = socket_pair();
        {
            const std::lock_guard lock(mutex_);
            ends_.push_back(::dup(server));
            threads_.emplace_back([end = server, home = std::filesystem::path(dir_.path().toStdString())] {
                Server served(Wire(end, end), "/bin/false", home);
                static_cast<void>(served.run());
            });
            if (!lives_.empty()) {
                const auto [mine, other] = socket_pair();
                threads_.emplace_back([a = other, b = client, life = lives_.back()] { carry(a, b, life); });
                lives_.pop_back();
                client = mine;
            }
        }
        return Connection::over(Wire(client, client), address, longest);
    };
    return options;
}

}  // namespace lathe::remote
