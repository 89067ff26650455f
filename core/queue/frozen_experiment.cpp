// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/frozen_experiment.h"

#include <algorithm>

#include "core/base/files.h"
#include "core/run/changed_script.h"
#include "core/run/study_experiment.h"
#include "core/search/experiment_file.h"

namespace lathe::queue {

namespace {

constexpr const char* script_file = "script.json";

}  // namespace

Result<void> freeze(const search::Experiment& experiment, const fs::path& item_folder) {
    return run::save_study_experiment(item_folder, experiment).and_then([&] {
        return run::save_script(item_folder / script_file, experiment);
    });
}

std::vector<std::string> changed_since_frozen(const Item& item, const search::Experiment& experiment) {
    return run::changed_since_saved(item.folder / script_file, experiment);
}

tl::expected<search::Experiment, Errors> thaw(const Item& item, const config::Catalog& catalog) {
    auto experiment = search::load_experiment((item.folder / "experiment.yaml").string(), catalog);
    if (!experiment) return experiment;
    const fs::path sources = item.folder / "source";
    // The experiment's own file stands at the top of source/, all others beside or below it.
    const fs::path own = sources / (item.source.empty() ? "experiment.yaml" : fs::path(item.source).filename());
    if (auto text = read_file(own)) {
        experiment->source = own.string();
        experiment->text = std::move(*text);
    }
    std::error_code code;
    for (fs::recursive_directory_iterator it(sources, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored) && it->path() != own) experiment->files.push_back(it->path().string());
    }
    std::ranges::sort(experiment->files);
    return experiment;
}

}  // namespace lathe::queue
