// SPDX-License-Identifier: GPL-3.0-or-later
// What recorded trials ran in, and what differs between two of them: the environments and the configs.
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/store/study_record.h"

namespace lathe::ctl {

struct Recorded {
    config::Value environment;  // null: it was not recorded
    config::Value record;       // all of it as a person reads it (provenance::readable_record); null likewise
    config::Value config;       // resolved
};
Result<Recorded> read_recorded(const store::StudyRecord& study, const store::TrialRecord& trial);

// What it ran in, a line a fact.
std::string environment_text(const Recorded& recorded);
// A line a difference, "environment" and "config" apart.
std::string difference_text(const Recorded& a, const Recorded& b);
// {"environment": [{"path", "a", "b"}], "config": [...]}; null where one has nothing.
Json difference_json(const Recorded& a, const Recorded& b);

}  // namespace lathe::ctl
