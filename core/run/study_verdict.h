// SPDX-License-Identifier: GPL-3.0-or-later
// What a study came to when nothing runs in it and nothing more is to be run. Pure.
#pragma once

#include <string>

#include "core/run/session_status.h"
#include "core/search/trial.h"

namespace lathe::run {

// How a study ended, in a word and a sentence.
struct Verdict {
    SessionState state = SessionState::finished;
    std::string message;  // why it ended before its last trial, or why it has failed; "": there is nothing to say
};

// Judges a study: failed when trials failed and none has a result, or when there was no trial at all. `first_error`: of
// the first trial that has one. `why_it_ended`: before its last trial; "": that was the last.
Verdict verdict_on(const search::History& history, const std::string& first_error, const std::string& why_it_ended);

}  // namespace lathe::run
