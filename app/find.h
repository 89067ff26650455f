// SPDX-License-Identifier: GPL-3.0-or-later
// What lathectl find and the window share around the engine's finders. Any thread; slow, because drivers are asked and
// LibTorch may be loaded.
#pragma once

#include <functional>

#include "core/device/leases.h"
#include "core/run/session.h"
#include "core/train/engine.h"

namespace lathe {

using EngineSource = std::function<Result<const train::Engine*>()>;

// What a finder is to train: the experiment's config, resolved, on a device that is leased to it as long as this lives.
struct FindPlace {
    train::FindRequest request;
    device::Leases leases;
};
// All errors at once. A GPU that somebody else has is one: a finder does not wait.
tl::expected<FindPlace, Errors> find_place(const search::Experiment& experiment, const run::SessionServices& services);

// The engine, when it has finders.
Result<const train::Engine*> engine_with_finders(const EngineSource& source);

// Why these options cannot be followed.
Result<void> check(const train::LearningRateFinderOptions& options);

// What a search suggests, as it is written into the config: opt.lr to four digits, train.batch_size. The error: why
// there is nothing to suggest.
Result<config::Value> suggestion(const train::LearningRateCurve& curve);
Result<config::Value> suggestion(const train::BatchSizeSearch& search);

}  // namespace lathe
