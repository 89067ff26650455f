// SPDX-License-Identifier: GPL-3.0-or-later
// Plans the bundle of an experiment that was not run yet, or of one trial that was.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/bundle/bundle_plan.h"
#include "core/bundle/plan_options.h"
#include "core/config/schema.h"
#include "core/search/experiment.h"

namespace lathe::bundle {

// Plans the bundle of an experiment: experiment.yaml (the experiment's text, with the paths that are in the bundle in
// the place of those that were written), the files that options of type path name, and the folder of its program
// (program_folder.h). Relative paths mean `folder`. Any thread.
tl::expected<BundlePlan, Errors> plan_experiment(const search::Experiment& experiment, const config::Catalog& catalog,
                                                 const std::filesystem::path& folder, const PlanOptions& options = {});

// The text of an experiment in which the options of `paths` name what is in the bundle. `folder:`, which says what
// relative paths mean, is taken out: in a bundle they mean the bundle.
// `program`: as the bundle has it; nullopt: it stays as it is. `from`: what is written there; nullopt likewise.
Result<std::string> text_with_paths(const std::string& text, const std::vector<BundledPath>& paths,
                                    const std::optional<search::TrialProgram>& program = {},
                                    const std::optional<search::Origin>& from = {});

}  // namespace lathe::bundle
