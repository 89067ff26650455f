// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/resolved_experiment.h"

#include "core/config/document.h"

namespace lathe::bundle {

tl::expected<std::string, Errors> resolved_experiment(const config::Document& document,
                                                      const search::Experiment& experiment,
                                                      const config::Catalog& catalog) {
    const auto resolved = experiment.trial_config(catalog, space::Params(config::Dict{}));
    if (!resolved.errors.empty()) return tl::make_unexpected(resolved.errors);
    config::Value root(config::Dict{});
    root.set("lathe", 1);
    root.set("name", experiment.name);
    root.set("config", resolved.value);
    if (!experiment.space.empty()) root.set("space", experiment.space.to_value());
    if (const config::Value* search = document.root().get("search")) root.set("search", *search);
    return config::to_yaml(root);
}

}  // namespace lathe::bundle
