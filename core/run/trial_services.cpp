// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/trial_services.h"

#include <utility>

#include "core/run/program/program_body.h"
#include "core/run/trial_objective.h"

namespace lathe::run {

SessionServices services_for(const search::Experiment& experiment, SessionServices services) {
    if (!experiment.program) return services;
    ProgramSettings settings{*experiment.program, experiment.folder,
                             trial_objective(experiment.purpose, experiment.search).metric, services.program_tools};
    services.make_body = [settings = std::move(settings)]() -> Result<std::unique_ptr<TrialBody>> {
        return make_program_body(settings);
    };
    services.worker_program.clear();
    return services;
}

}  // namespace lathe::run
