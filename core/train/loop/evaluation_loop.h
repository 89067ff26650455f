// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a module over batches without training it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "core/train/data/loader.h"
#include "core/train/loop/evaluation_kind.h"
#include "core/train/loop/hook_dispatcher.h"
#include "core/train/loop/metric_log.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

class Logbook;

class EvaluationLoop {
  public:
    // `interrupted` is asked after each batch; true ends the loop. All outlive it; `profiler` may be null.
    EvaluationLoop(HookDispatcher& hooks, Logbook& logbook, const TrainerOptions& options, torch::Device device,
                   std::function<bool()> interrupted, Profiler* profiler = nullptr);

    // The epoch means of the first `batches` of the loader. nullopt: interrupted. Calls the hooks of `kind` but for its
    // end. The module is left in the mode in which it was.
    std::optional<Metrics> run(Module& module, Loader& loader, std::int64_t batches, const EvaluationKind& kind);

  private:
    HookDispatcher& hooks_;
    Logbook& logbook_;
    const TrainerOptions& options_;
    torch::Device device_;
    std::function<bool()> interrupted_;
    Profiler* profiler_;
};

}  // namespace lathe::train
