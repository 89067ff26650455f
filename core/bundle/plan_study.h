// SPDX-License-Identifier: GPL-3.0-or-later
// Plans the bundle of a study, or of one of its trials.
#pragma once

#include <filesystem>

#include "core/base/error.h"
#include "core/bundle/bundle_plan.h"
#include "core/bundle/plan_options.h"
#include "core/config/schema.h"

namespace lathe::bundle {

// Plans the bundle of a study or of one trial.
// `folder` of a study: its record, with what its experiment.yaml names as plan_experiment() takes it in. Checkpoints
// stay out unless they were asked for; of a study that has not come to its end the last one of each trial goes along,
// so that it can be resumed.
// `folder` of a trial: an experiment.yaml that trains with what its config.yaml says, its record below trial/, and what
// it ran with and read below provenance/.
// A study that is being run is refused. Any thread.
tl::expected<BundlePlan, Errors> plan_study(const std::filesystem::path& folder, const config::Catalog& catalog,
                                            const PlanOptions& options = {});

}  // namespace lathe::bundle
