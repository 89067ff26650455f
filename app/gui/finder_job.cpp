// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/finder_job.h"

#include <utility>

namespace lathe::gui {

FinderJob::FinderJob(search::Experiment experiment, Options options, const run::SessionServices& services,
                     EngineSource engine)
    : thread_([this, experiment = std::move(experiment), options = std::move(options), &services,
               engine = std::move(engine)](const std::stop_token& stop) {
          Answer answer = work(experiment, options, services, engine, stop);
          const std::lock_guard lock(mutex_);
          news_.answer = std::move(answer);
      }) {}

FinderJob::Answer FinderJob::work(const search::Experiment& experiment, const Options& options,
                                  const run::SessionServices& services, const EngineSource& engine,
                                  const std::stop_token& stop) {
    auto place = find_place(experiment, services);
    if (!place) return std::move(place.error());
    train::FindRequest* const request = &place->request;
    const auto loaded = engine_with_finders(engine);
    if (!loaded) return Errors{loaded.error()};
    request->stop = stop;
    request->progress = [this](int done, int of) {
        const std::lock_guard lock(mutex_);
        news_.done = done;
        news_.of = of;
    };
    request->on_step = [this](double lr, double loss) {
        const std::lock_guard lock(mutex_);
        news_.steps.emplace_back(lr, loss);
    };
    request->on_size = [this](const train::BatchSizeTrial& trial) {
        const std::lock_guard lock(mutex_);
        news_.sizes.push_back(trial);
    };
    const auto answer = [](auto found) -> Answer {
        if (!found) return Errors{found.error()};
        return std::move(*found);
    };
    if (const auto* batch = std::get_if<train::BatchSizeFinderOptions>(&options))
        return answer((*loaded)->find_batch_size(*request, *batch));
    return answer((*loaded)->find_learning_rate(*request, std::get<train::LearningRateFinderOptions>(options)));
}

FinderJob::News FinderJob::take() {
    const std::lock_guard lock(mutex_);
    News news = std::exchange(news_, {});
    news_.done = news.done;
    news_.of = news.of;
    return news;
}

}  // namespace lathe::gui
