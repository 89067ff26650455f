// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/mirror_loop.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "core/store/study_record.h"

namespace lathe::remote {

namespace {

constexpr int screen_columns = 1000;
constexpr std::size_t ended_at_once = 3;  // trials that have ended, beside those that run
constexpr std::chrono::milliseconds between_looks{1'000};
constexpr std::chrono::hours patience{24 * 7};  // a laptop may sleep over a weekend

bool wait_for_next(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, between_looks, [] { return false; });
    return !stop.stop_requested();
}

}  // namespace

MirrorLoop::MirrorLoop(Address address, std::filesystem::path folder, Callbacks callbacks)
    : address_(std::move(address)), folder_(std::move(folder)), callbacks_(std::move(callbacks)) {}

void MirrorLoop::run(const std::stop_token& stop) {
    Host::Options options;
    options.stop = stop;
    options.patience = patience;
    options.on_lost = [this](const Error& why) { callbacks_.on_state(State::lost, why.what); };
    Host host(address_, options);
    callbacks_.on_state(State::connecting, {});
    const auto failed = [&](const Error& why) {
        if (!stop.stop_requested()) callbacks_.on_state(State::failed, why.str());
    };
    if (auto connected = host.connect(); !connected) return failed(connected.error());
    auto mirror = Mirror::open(host, folder_);
    if (!mirror) return failed(mirror.error());
    for (std::uint64_t connection = 0; !stop.stop_requested();) {
        const auto changed = step(*mirror);
        if (!changed) return failed(changed.error());
        if (std::exchange(connection, host.connections()) != connection) callbacks_.on_state(State::connected, {});
        if (*changed) callbacks_.on_change();
        if (ended_.empty() && !wait_for_next(stop)) return;
    }
}

Result<bool> MirrorLoop::step(Mirror& mirror) {
    const auto changed = mirror.update();
    if (!changed) return fail(changed.error());
    for (const std::string& study : *changed) look_at(mirror, study);
    bool has_new = !changed->empty();
    for (const Place& place : places_to_follow()) {
        const auto news = mirror.follow(place.first, place.second, screen_columns);
        // A trial that was removed there meanwhile is no reason to end.
        if (!news && news.error().kind == connection_lost) return news;
        has_new |= news && *news;
        if (ended_.erase(place) == 0) continue;
        whole_.insert(place);
        mirror.let_go(place.first, place.second);
    }
    return has_new;
}

void MirrorLoop::look_at(const Mirror& mirror, const std::string& study) {
    running_.erase(study);
    std::erase_if(ended_, [&](const Place& place) { return place.first == study; });
    const auto record = store::read_study(mirror.folder() / study);
    if (!record) {
        std::erase_if(whole_, [&](const Place& place) { return place.first == study; });
        return;
    }
    for (const auto& trial : record->trials) {
        const Place place{study, trial.number};
        if (trial.state == search::TrialState::running) running_[study].push_back(trial.number);
        else if (search::is_final(trial.state) && !whole_.contains(place)) ended_.insert(place);
    }
}

std::vector<MirrorLoop::Place> MirrorLoop::places_to_follow() const {
    std::vector<Place> places;
    for (const auto& [study, trials] : running_)
        for (const int trial : trials) places.emplace_back(study, trial);
    std::size_t taken = 0;
    for (auto it = ended_.rbegin(); it != ended_.rend() && taken < ended_at_once; ++it, ++taken) places.push_back(*it);
    return places;
}

}  // namespace lathe::remote
