// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/headless_files.h"

#include <string>
#include <utility>

#include "core/bundle/program_folder.h"

namespace lathe::bundle {

Result<void> add_headless_files(BundlePlan& plan, const RecordedVersions& versions, HeadlessJob job) {
    constexpr const char* requirements_name = "requirements.txt";
    const std::string own = std::string(program_folder_name) + "/" + requirements_name;
    job.experiment = experiment_name;
    if (job.python && !job.python->requirements.empty()) {
        plan.set_text(requirements_name, requirements_text(*job.python));
        job.requirements = requirements_name;
    } else if (job.python && plan.find(own) != nullptr) {
        job.requirements = own;  // as its author wrote it
    }
    auto container = container_file(versions, job);
    if (!container) return fail(container.error());
    plan.set_text("Dockerfile", std::move(*container));
    plan.set_text("environment.yaml", conda_environment(versions, job));
    plan.set_text("run.sh", run_script(job), true);
    plan.set_text("job.sbatch", slurm_script(job), true);
    return {};
}

}  // namespace lathe::bundle
