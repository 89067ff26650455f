// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/host.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace lathe::remote {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::milliseconds longest_pause{5'000};

}  // namespace

Host::Host(Address address, Options options) : address_(std::move(address)), options_(std::move(options)) {}

void Host::drop() {
    if (connection_) bytes_before_ += connection_->bytes();
    connection_.reset();
}

std::unique_ptr<Connection> Host::give_away() {
    if (!connection_) return nullptr;
    bytes_before_ += connection_->bytes();
    auto given = std::make_unique<Connection>(std::move(*connection_));
    connection_.reset();
    return given;
}

Result<void> Host::open() {
    auto opened = options_.open(address_, options_.longest_answer, options_.stop);
    if (!opened) return fail(opened.error());
    connection_.emplace(std::move(*opened));
    hello_ = connection_->hello();
    ++connections_;
    return {};
}

void Host::tell_lost(const Error& why, bool& has_told) const {
    if (!options_.stop.stop_requested() && !std::exchange(has_told, true) && options_.on_lost) options_.on_lost(why);
}

Result<void> Host::connect() {
    if (connection_) return {};
    const auto until = Clock::now() + options_.first_patience;
    bool has_told = false;
    for (auto pause = first_pause;; pause = std::min(pause * 2, longest_pause)) {
        auto opened = open();
        if (opened || opened.error().kind != connection_lost) return opened;
        if (Clock::now() + pause > until) return opened;
        tell_lost(opened.error(), has_told);
        if (!wait_before_attempt(pause)) return opened;
    }
}

bool Host::wait_before_attempt(std::chrono::milliseconds pause) const {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, options_.stop, pause, [] { return false; });
    return !options_.stop.stop_requested();
}

Result<Json> Host::request(const Json& request) {
    if (connections_ == 0)
        if (auto first = connect(); !first) return fail(first.error());
    const auto until = Clock::now() + options_.patience;
    bool has_told = false;
    for (auto pause = first_pause;; pause = std::min(pause * 2, longest_pause)) {
        auto result = [&]() -> Result<Json> {
            if (!connection_)
                if (auto opened = open(); !opened) return fail(opened.error());
            return connection_->request(request, options_.longest_answer);
        }();
        // A host that was there once may only be out of reach for a while.
        if (!result && result.error().kind == cannot_connect) result.error().kind = connection_lost;
        if (result || result.error().kind != connection_lost) return result;
        drop();
        tell_lost(result.error(), has_told);
        if (Clock::now() + pause > until || !wait_before_attempt(pause)) return result;
    }
}

}  // namespace lathe::remote
