// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/evaluation_loop.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "core/train/autocast.h"
#include "core/train/logbook.h"
#include "core/train/module.h"

namespace lathe::train {

EvaluationLoop::EvaluationLoop(HookDispatcher& hooks, Logbook& logbook, const TrainerOptions& options,
                               torch::Device device, std::function<bool()> interrupted, Profiler* profiler)
    : hooks_(hooks),
      logbook_(logbook),
      options_(options),
      device_(device),
      interrupted_(std::move(interrupted)),
      profiler_(profiler) {}

std::optional<Metrics> EvaluationLoop::run(Module& module, Loader& loader, std::int64_t batches,
                                           const EvaluationKind& kind) {
    const c10::NoGradGuard no_grad;
    const bool was_training = module.is_training();
    module.eval();
    logbook_.begin_evaluation();
    hooks_.call(kind.start);
    hooks_.call(kind.epoch_start);
    bool whole = true;
    loader.begin_epoch(0, 0);
    for (std::int64_t i = 0; i < batches && whole; ++i) {
        const Batch batch = loader.get(i);
        hooks_.call(kind.batch_start, batch, i);
        logbook_.set_batch_size(batch.size);
        if (batch.size > 0) {
            const ProfilerSpan span(profiler_, kind.step_name);
            // InferenceMode(false) would switch gradients on again.
            std::optional<c10::InferenceMode> inference;
            if (options_.inference_mode) inference.emplace();
            const Autocast autocast(narrow_type(options_), device_);
            kind.step(module, batch, i);
        }
        hooks_.call(kind.batch_end, batch, i);
        whole = !interrupted_();
    }
    if (whole) hooks_.call(kind.epoch_end);
    Metrics values = logbook_.take_evaluation();
    module.train(was_training);
    return whole ? std::optional(std::move(values)) : std::nullopt;
}

}  // namespace lathe::train
