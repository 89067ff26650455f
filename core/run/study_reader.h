// SPDX-License-Identifier: GPL-3.0-or-later
// Follows a study that another process runs: its status, and what its trials report, as a session of this process would
// give them. Reads files only; one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/run/mailbox.h"
#include "core/run/session_status.h"
#include "core/space/space.h"
#include "core/store/study_record.h"
#include "core/store/trial_curves_reader.h"

namespace lathe::run {

// What a study has to tell since the last read.
struct StudyNews {
    SessionStatus status;
    space::Space space;          // of a search
    std::vector<int> restarted;  // what was given of these trials before counts no more
    Mailbox::Batch batch;        // since the last read
};

// Follows one study.
class StudyReader {
  public:
    // Reads nothing yet.
    explicit StudyReader(std::filesystem::path study_folder) : folder_(std::move(study_folder)) {}

    // Reads what has come since the last call. Points and log come of the newest trials only, as studies may have
    // thousands. The error: the study cannot be read.
    Result<StudyNews> read();
    // Reads this trial once more, although it is over: more of it may be there, in a copy of another machine's study.
    void look_again(int trial) { read_whole_.erase(trial); }

  private:
    struct Followed {
        store::TrialCurvesReader events;
        std::uint64_t log_offset = 0;  // up to the last whole line
        bool has_given = false;
        bool was_final = false;  // at the last read
        std::int64_t last_step = 0;
    };

    Result<void> read_record();
    void follow(const store::TrialRecord& trial, StudyNews& news);
    void read_log(int number, Followed& trial, Mailbox::Batch& batch) const;

    std::filesystem::path folder_;
    std::string signature_;  // of what was read
    store::StudyRecord study_;
    space::Space space_;
    Limits limits_;
    std::uint64_t version_ = 0;
    std::map<int, Followed> followed_;
    std::set<int> read_whole_;  // trials of which nothing more comes
};

}  // namespace lathe::run
