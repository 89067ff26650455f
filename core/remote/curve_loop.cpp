// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/curve_loop.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lathe::remote {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A person who looks at something else waits no longer than this for what is asked just now.
constexpr milliseconds shortest_follow{250};
constexpr milliseconds longest_idle_follow{1'000};  // where nothing has come for long
constexpr milliseconds between_follows{100};        // curves need not be drawn more often
constexpr milliseconds after_a_failure{5'000};
constexpr std::chrono::hours curves_patience{24 * 7};  // a laptop may sleep over a weekend

}  // namespace

CurveLoop::CurveLoop(Address address, std::filesystem::path folder, std::function<void(const TrialPlace&)> on_points)
    : address_(std::move(address)), folder_(std::move(folder)), on_points_(std::move(on_points)) {}

void CurveLoop::look_at(std::vector<LookedAt> trials) {
    const std::lock_guard lock(mutex_);
    trials_ = std::move(trials);
    has_news_ = true;
    told_.notify_all();
}

void CurveLoop::refine(Parts parts) {
    const std::lock_guard lock(mutex_);
    parts_ = std::move(parts);
    has_news_ = true;
    told_.notify_all();
}

CurveLoop::Work CurveLoop::take_work() {
    const std::lock_guard lock(mutex_);
    has_news_ = false;
    return {trials_, std::exchange(parts_, {})};
}

void CurveLoop::wait(const std::stop_token& stop, milliseconds longest, bool until_told) {
    std::unique_lock lock(mutex_);
    if (until_told) told_.wait(lock, stop, [this] { return has_news_; });
    else told_.wait_for(lock, stop, longest, [this] { return has_news_; });
}

void CurveLoop::run(const std::stop_token& stop) {
    Host::Options options;
    options.stop = stop;
    options.patience = curves_patience;
    Host host(address_, options);
    LiveTrials live(host, folder_);
    last_points_ = Clock::now();
    while (!stop.stop_requested()) {
        const Work work = take_work();
        if (work.parts.empty() && !live.has_more(work.trials)) {
            // A study that is looked at may still be on its way into the copy.
            wait(stop, longest_idle_follow, work.trials.empty());
            continue;
        }
        // Why there is no connection is told by who keeps the copy in step.
        const auto done = step(live, work);
        wait(stop, done ? between_follows : after_a_failure, false);
    }
}

Result<void> CurveLoop::step(LiveTrials& live, const Work& work) {
    for (const auto& [place, parts] : work.parts) {
        const auto more = live.refine(place, parts);
        if (!more && more.error().kind == connection_lost) return fail(more.error());
        if (more && *more) on_points_(place);
    }
    if (!live.has_more(work.trials)) return {};
    const auto quiet = std::chrono::duration_cast<milliseconds>(Clock::now() - last_points_);
    const auto news = live.follow(work.trials, std::clamp(quiet / 4, shortest_follow, longest_idle_follow));
    if (!news) return fail(news.error());
    for (const TrialPlace& place : *news) on_points_(place);
    if (!news->empty()) last_points_ = Clock::now();
    return {};
}

}  // namespace lathe::remote
