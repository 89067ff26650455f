// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/stop_text.h"

#include <fmt/format.h>

#include "core/queue/frozen_experiment.h"
#include "core/run/study_experiment.h"
#include "core/search/experiment_text.h"
#include "core/store/study_record.h"

namespace lathe::ctl {

std::string stop_text(const tl::expected<search::Experiment, Errors>& experiment) {
    if (!experiment) return "as soon as it can";
    if (!experiment->program) return "at the next batch";
    return fmt::format("when its program has ended, within {}", search::duration_text(experiment->program->grace));
}

std::string stop_text_of_study(const std::filesystem::path& folder, const config::Catalog& catalog) {
    return stop_text(run::load_study_experiment(folder, catalog));
}

std::string stop_text_of_item(const queue::Item& item, const config::Catalog& catalog) {
    const auto study = item.study_folder();
    if (!study.empty() && store::is_study_folder(study)) return stop_text_of_study(study, catalog);
    return stop_text(queue::thaw(item, catalog));
}

}  // namespace lathe::ctl
