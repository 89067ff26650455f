// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/mirror_loop.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "core/base/json_members.h"
#include "core/remote/leftovers.h"
#include "core/remote/queue_requests.h"

namespace lathe::remote {

namespace {

constexpr std::chrono::milliseconds between_looks{1'000};
constexpr int looks_at_queue = 2;                      // every so many looks
constexpr std::chrono::hours mirror_patience{24 * 7};  // a laptop may sleep over a weekend

bool wait_for_next(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, between_looks, [] { return false; });
    return !stop.stop_requested();
}

}  // namespace

MirrorLoop::MirrorLoop(Address address, std::filesystem::path folder, Callbacks callbacks,
                       std::unique_ptr<Connection> first)
    : address_(std::move(address)),
      folder_(std::move(folder)),
      callbacks_(std::move(callbacks)),
      first_(std::move(first)) {}

Result<Connection> MirrorLoop::connect(const Address& address, std::chrono::milliseconds longest,
                                       const std::stop_token& stop) {
    const auto first = std::exchange(first_, nullptr);
    if (!first) return Connection::open(address, longest, stop);
    first->set_stop(stop);
    return std::move(*first);
}

void MirrorLoop::run(const std::stop_token& stop) {
    Host::Options options;
    options.stop = stop;
    options.patience = mirror_patience;
    options.open = [this](const Address& address, std::chrono::milliseconds longest, const std::stop_token& told) {
        return connect(address, longest, told);
    };
    options.on_lost = [this](const Error& why) { callbacks_.on_state(State::lost, why.what); };
    Host host(address_, options);
    callbacks_.on_state(State::connecting, {});
    const auto failed = [&](const Error& why) {
        if (!stop.stop_requested()) callbacks_.on_state(State::failed, why.str());
    };
    if (auto connected = host.connect(); !connected) return failed(connected.error());
    callbacks_.on_place(JsonMembers(host.hello()).text("workspace"));
    auto mirror = Mirror::open(host, folder_);
    if (!mirror) return failed(mirror.error());
    std::uint64_t connection = 0;
    do {
        const auto changed = mirror->update();
        if (!changed) return failed(changed.error());
        if (std::exchange(connection, host.connections()) != host.connections())
            callbacks_.on_state(State::connected, cleared_text(host.hello()));
        if (!changed->empty()) callbacks_.on_change();
        if (const auto looked = look_at_queue(host); !looked) return failed(looked.error());
    } while (wait_for_next(stop));
}

Result<void> MirrorLoop::look_at_queue(Host& host) {
    if (looks_++ % looks_at_queue != 0) return {};
    auto now = queue_of(host, queue_mark_);
    // A host that does not tell has none to show.
    if (!now && now.error().kind != connection_lost) return {};
    if (!now) return fail(now.error());
    queue_mark_ = now->mark;
    if (now->standing) callbacks_.on_queue(*now->standing);
    return {};
}

}  // namespace lathe::remote
