#include "core/bundle/headless_files.h"

#include <utility>

namespace lathe::bundle {

Result<void> add_headless_files(BundlePlan& plan, const RecordedVersions& versions, HeadlessJob job) {
    job.experiment = experiment_name;
    auto container = container_file(versions, job);
    if (!container) return fail(container.error());
    plan.set_text("Dockerfile", std::move(*container));
    plan.set_text("environment.yaml", conda_environment(versions, job));
    plan.set_text("run.sh", run_script(job), true);
    plan.set_text("job.sbatch", slurm_script(job), true);
    return {};
}

}  // namespace lathe::bundle
