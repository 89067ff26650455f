// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/reproduce_job.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <utility>

#include "core/run/program/program_trust.h"
#include "core/run/reproducer.h"
#include "core/store/study_record.h"

namespace lathe::gui {

ReproduceJob::ReproduceJob(std::filesystem::path study_folder, int trial, const run::SessionServices& services)
    : thread_([this, folder = std::move(study_folder), trial, &services](const std::stop_token& stop) {
          Answer answer = work(folder, trial, services, stop);
          const std::lock_guard lock(mutex_);
          news_.answer = std::move(answer);
      }) {}

ReproduceJob::Answer ReproduceJob::work(const std::filesystem::path& study_folder, int trial,
                                        const run::SessionServices& services, const std::stop_token& stop) {
    const auto refused = [](const Error& error) { return tl::make_unexpected(Errors{error}); };
    const auto study = store::read_study(study_folder);
    if (!study) return refused(study.error());
    const auto record = std::find_if(study->trials.begin(), study->trials.end(),
                                     [&](const store::TrialRecord& one) { return one.number == trial; });
    if (record == study->trials.end() || !run::Reproducer::can_be_repeated(*record))
        return refused(Error{"this trial has no end to compare with", "choose one that has come to its end"});
    const auto reproducer = run::Reproducer::open(study_folder, services, 0);
    if (!reproducer) return tl::make_unexpected(reproducer.error());
    if (const auto trusted = run::require_trusted_program(reproducer->experiment()); !trusted)
        return refused(trusted.error());
    if (stop.stop_requested()) return std::nullopt;
    auto result = reproducer->repeat(*record, [&](run::Session& session) { watch(session, stop); });
    if (!result) return refused(result.error());
    return std::move(*result);
}

void ReproduceJob::watch(run::Session& session, const std::stop_token& stop) {
    std::mutex waiting;
    std::condition_variable_any wake;
    for (bool asked = false;;) {
        const auto status = session.status();
        if (run::is_over(status.state)) return;
        if (!status.trials.empty()) {
            const std::lock_guard lock(mutex_);
            news_.step = status.trials.front().step;
            news_.of = status.trials.front().total_steps;
        }
        if (stop.stop_requested() && !std::exchange(asked, true)) session.stop();
        constexpr auto period = std::chrono::milliseconds(50);
        std::unique_lock lock(waiting);
        if (asked) wake.wait_for(lock, period);
        else wake.wait_for(lock, stop, period, [] { return false; });
    }
}

ReproduceJob::News ReproduceJob::take() {
    const std::lock_guard lock(mutex_);
    News news = std::exchange(news_, {});
    news_.step = news.step;
    news_.of = news.of;
    return news;
}

}  // namespace lathe::gui
