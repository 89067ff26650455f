// SPDX-License-Identifier: GPL-3.0-or-later
// What makes an unpacked bundle run without knowing Lathe: ./run.sh. Any thread.
#pragma once

#include "core/base/error.h"
#include "core/bundle/bundle_plan.h"
#include "core/bundle/container_file.h"

namespace lathe::bundle {

// Adds run.sh, Dockerfile, environment.yaml and job.sbatch (container_file.h), for the experiment.yaml of the plan,
// and requirements.txt where a program's Python packages are known.
// They are no code that Lathe loads: whoever starts them does so by hand.
Result<void> add_headless_files(BundlePlan& plan, const RecordedVersions& versions, HeadlessJob job);

}  // namespace lathe::bundle
