// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial's worker writes into the trial's folder, followed for a window: its metrics, its log and how far it is.
#pragma once

#include "core/run/mailbox.h"
#include "core/run/program/growing_file.h"
#include "core/run/slurm/talk_folder.h"
#include "core/run/trial_body.h"
#include "core/store/trial_curves_reader.h"

namespace lathe::run::slurm {

// One thread.
class FollowedRecord {
  public:
    // What is in the folder already is known, and not told again.
    FollowedRecord(int trial, const TalkFolder& talk, Progress& progress, Mailbox& mailbox);

    // Hands on what has been recorded since the last call; asks the file system.
    void poll();

  private:
    void take_log(bool tell);

    const int trial_;
    const std::filesystem::path progress_file_;
    Progress& progress_;
    Mailbox& mailbox_;
    store::TrialCurvesReader events_;
    GrowingFile log_;
};

}  // namespace lathe::run::slurm
