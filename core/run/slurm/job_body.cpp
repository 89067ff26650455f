// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/job_body.h"

#include "core/config/document.h"
#include "core/run/study_experiment.h"
#include "core/run/trial_log.h"
#include "core/run/trial_services.h"
#include "core/store/study_record.h"

namespace lathe::run::slurm {

Result<BodyMaker> prepare_body(TrialJob& job, const SessionServices& services) {
    send_output_to_log(job.folder);
    const auto config = config::Document::load((job.folder / "config.yaml").string());
    if (!config) return fail(config.error());
    job.config = config->root();
    const auto experiment = load_study_experiment(store::place_of(job.folder).study, *services.catalog);
    if (!experiment) return fail(experiment.error().front());
    return services_for(*experiment, services).make_body;
}

}  // namespace lathe::run::slurm
