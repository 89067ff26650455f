// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that set up another machine for an experiment: an image for docker or podman, a conda environment, a script
// that starts it, and a batch job for Slurm. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/bundle/recorded_python.h"
#include "core/bundle/recorded_versions.h"

namespace lathe::bundle {

// What is done with the experiment: `lathectl run` or `lathectl tune`.
enum class HeadlessVerb : std::uint8_t { run, tune };

// An experiment that runs without the window, as the texts below start it.
struct HeadlessJob {
    std::string name = "lathe";                  // of the experiment
    std::string experiment = "experiment.yaml";  // path, relative to the folder of the text
    HeadlessVerb verb = HeadlessVerb::run;
    std::vector<std::string> packages;  // of Debian that the data need, e.g. dataset-fashion-mnist
    // Of a program that is the trial; nullopt: it is none of Python.
    std::optional<RecordedPython> python = std::nullopt;
    std::string requirements = {};  // a file for pip beside the text; "": the text names the packages itself
    bool trials_are_jobs = false;   // search.engine is Slurm
};

// A Dockerfile without the window. Lathe is built in it from its sources, which stand in the folder lathe/ beside it.
// Refuses other releases than the two.
Result<std::string> container_file(const RecordedVersions& versions, const HeadlessJob& job);
// environment.yaml: what Lathe is built with, from conda-forge, and what its program was run with.
std::string conda_environment(const RecordedVersions& versions, const HeadlessJob& job);
// run.sh: works from any folder. With lathectl when that is found, else in a container; "$@" goes to lathectl.
std::string run_script(const HeadlessJob& job);
// A batch file for sbatch, to be submitted from the folder of the experiment.
std::string slurm_script(const HeadlessJob& job);

}  // namespace lathe::bundle
