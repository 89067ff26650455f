// SPDX-License-Identifier: GPL-3.0-or-later
// Runs trials of a study again from its record alone, and says whether they gave the same.
#pragma once

#include <filesystem>
#include <functional>

#include "core/run/reproduction.h"
#include "core/run/session.h"
#include "core/store/study_record.h"

namespace lathe::run {

// Repeats trials of one study, one at a time, or one trial that stands by itself.
class Reproducer {
  public:
    // Reads a study whose trials are to be run again. The error: the experiment of the study cannot be read, or
    // something that it needs is not there. `services` outlive this. `tolerance`: as in Reproduction.
    static tl::expected<Reproducer, Errors> open(const std::filesystem::path& study_folder,
                                                 const SessionServices& services, double tolerance);

    // The same of one trial without its study, as a bundle of it is unpacked: `folder` has an experiment.yaml that is
    // that trial, and provenance/; `record` is the folder with its trial.json and metrics.csv.
    static tl::expected<Reproducer, Errors> open_trial(const std::filesystem::path& folder,
                                                       const std::filesystem::path& record,
                                                       const SessionServices& services, double tolerance);

    const search::Experiment& experiment() const { return experiment_; }  // of the whole study, or of the trial alone

    // Whether a trial can be run again: it came to an end of its own or by the assessor. The others have nothing to
    // compare with, or went on from the checkpoint of another trial.
    static bool can_be_repeated(const store::TrialRecord& trial);

    // Gets the running session and returns when that is over: to show its progress, to stop it.
    using Watch = std::function<void(Session& session)>;
    // Blocks until the trial has been trained again, in a folder of its own that is gone afterwards; nothing is trained
    // where what it read is not as it was. The result is kept beside the trial unless it was stopped: nullopt.
    Result<std::optional<Reproduction>> repeat(const store::TrialRecord& trial, const Watch& watch) const;

  private:
    Reproducer(std::filesystem::path folder, search::Experiment experiment, const SessionServices& services,
               double tolerance)
        : folder_(std::move(folder)), experiment_(std::move(experiment)), services_(&services), tolerance_(tolerance) {}

    std::filesystem::path place_of(const store::TrialRecord& trial) const;
    Result<search::Experiment> experiment_of(const store::TrialRecord& trial) const;

    std::filesystem::path folder_;
    std::filesystem::path record_;  // of the one trial that stands by itself; "": the study has them all
    search::Experiment experiment_;
    const SessionServices* services_;
    double tolerance_;
};

}  // namespace lathe::run
