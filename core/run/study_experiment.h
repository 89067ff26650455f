// SPDX-License-Identifier: GPL-3.0-or-later
// The experiment of a study: experiment.yaml in its folder is what is run, overrides and limits included, and
// `lathectl run STUDY` is the same again. source/ holds the files as the person had them.
#pragma once

#include <filesystem>

#include "core/run/session_status.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/store/trial_record.h"

namespace lathe::run {

// Writes experiment.yaml and source/ into the folder of a new study.
Result<void> save_study_experiment(const std::filesystem::path& study_folder, const search::Experiment& experiment);
// The experiment that the study goes on with; edits since then count. The error: what is wrong with it, or the study
// was recorded by an earlier Lathe, whose experiment.yaml is not what ran.
tl::expected<search::Experiment, Errors> load_study_experiment(const std::filesystem::path& study_folder,
                                                               const config::Catalog& catalog);

// Writes the limits into experiment.yaml; all else in it stays, also what another program has written meanwhile.
Result<void> save_study_limits(const std::filesystem::path& study_folder, const Limits& limits);

// The limits that experiment.yaml holds; what it lacks, or what cannot be read, is as by default.
Limits read_study_limits(const std::filesystem::path& study_folder);

// Writes search.engine.name into experiment.yaml, as save_study_limits() does.
Result<void> save_study_engine(const std::filesystem::path& study_folder, search::EngineKind kind);

// Reads what ran in a study, or in one of its trials (STUDY/trials/0003), to be run again; `overrides` of `options`
// change it. Its text and its `from` name that record.
tl::expected<search::Experiment, Errors> load_to_run_again(const std::filesystem::path& study_or_trial_folder,
                                                           const config::Catalog& catalog,
                                                           const search::LoadOptions& options = {});

// The parent of what an experiment that was read from `file` is run as; `written`: its `from`, which it is unless the
// file is the experiment.yaml of a study.
std::optional<search::Origin> origin_of_file(const std::filesystem::path& file,
                                             const std::optional<search::Origin>& written);

// Fails where the journal tells of another config, objective or purpose than experiment.yaml has now: what its trials
// trained is not what the file says.
Result<void> check_is_as_begun(const std::filesystem::path& study_folder, const search::Experiment& experiment);
// The error of check_is_as_begun(), for those who find it out in another way.
Error changed_since_begun(const std::filesystem::path& study_folder);

// The experiment that trains what one trial of a study trained, by itself. The error: it began with the checkpoint of
// another trial, so that its own parameters do not tell all of it. Where the config leaves the number of threads to the
// machine, `trial_folder` tells how many the trial was given beside others: they decide the last digits of a sum.
Result<search::Experiment> experiment_of_trial(const search::Experiment& study, const store::TrialRecord& trial,
                                               const config::Catalog& catalog,
                                               const std::filesystem::path& trial_folder = {});

// Has the one trial of `experiment`, which has the config of `trial`, told what was chosen for that one.
void repeat_choice(search::Experiment& experiment, const store::TrialRecord& trial);

// A checksum of what the trials of a study have in common, and what must not change between them: the config and the
// objective. Where files lie does not count: a study that was moved to another machine goes on there.
std::uint32_t checksum_of_config(const search::Experiment& experiment);

}  // namespace lathe::run
