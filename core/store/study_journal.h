// SPDX-License-Identifier: GPL-3.0-or-later
// The events of a study's journal, as types: the one definition that the runner writes and every reader reads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/search/origin.h"
#include "core/search/trial.h"
#include "core/store/journal.h"

namespace lathe::store {

// How a study stands. running: a process is at it; interrupted: it can be resumed.
enum class StudyState : std::uint8_t { running, interrupted, finished, failed };
std::string_view name_of(StudyState state);  // "RUNNING", "INTERRUPTED", "FINISHED", "FAILED"
// The state that name_of() writes so; nullopt for any other text.
std::optional<StudyState> study_state_from_name(std::string_view name);

namespace event {

// The first line: what a listing needs to know without reading experiment.yaml.
struct Created {
    std::string name;
    bool is_search = false;
    std::string metric;
    search::Mode mode = search::Mode::minimize;
    bool use_best = false;
    std::string tuner;                                             // "" without a search
    std::string assessor;                                          // "" for none
    std::optional<int> max_trials = 1;                             // nullopt, and null in the line: no limit
    std::vector<std::pair<std::string, search::Mode>> objectives;  // of several, the first included; else empty
    std::optional<std::uint32_t> config_crc32c;  // of what all trials have in common; absent in older studies
    std::vector<search::Constraint> constraints;
    std::string id;                          // of this study alone, wherever its folder goes; "": an older study
    std::optional<search::Origin> from;      // what it was made from
    std::vector<search::Origin> warm_start;  // whose best trials are tried first, in that order
};
// The tuner (or a person) gave the parameters of a new trial: WAITING.
struct Asked {
    int trial = 0;
    space::Params params;
    std::optional<std::int64_t> budget;  // as search::Suggestion
    std::optional<int> start_from;
    config::Value note;
    std::optional<search::Origin> from;  // the trial that it was made from; nullopt: the tuner chose it
};
// A trial began to run: RUNNING.
struct Started {
    int trial = 0;
    std::string device;
};
// An intermediate value of the objective.
struct Reported {
    int trial = 0;
    std::int64_t step = 0;
    double value = 0;
};
// The trial is in a final state.
struct Finished {
    int trial = 0;
    search::TrialState state = search::TrialState::succeeded;
    std::optional<double> objective;
    std::string error;                // why it failed or was stopped
    std::vector<double> objectives;   // of several, the first included; else empty
    std::vector<double> constrained;  // what the metrics of the constraints came to; NaN: not reported
};
// The trial was stopped before its end and will go on when the study is resumed: back to WAITING.
struct Interrupted {
    int trial = 0;
};
// A process took the study up again.
struct Resumed {};
// The limits were changed while it ran: {"max_trials": 30, ...}
struct Edited {
    Json changes = Json::object();
};
// The study as a whole came to rest ("finished" without a trial): finished, failed, or interrupted by a person.
struct Ended {
    StudyState state = StudyState::finished;
    std::string message;
};

}  // namespace event

// Any event of a journal.
using StudyEvent = std::variant<event::Created, event::Asked, event::Started, event::Reported, event::Finished,
                                event::Interrupted, event::Resumed, event::Edited, event::Ended>;

// An event as its line of the journal: {"event": ..., "trial": ..., ...}; the time and the checksum are added by
// Journal::append.
Json to_json(const StudyEvent& event);
// What to_json() wrote. An error: the kind of the event is not known, or a member is missing or wrong.
Result<StudyEvent> study_event_from_json(const Json& json);

// An event and when it was recorded; nullopt: its line says no readable time.
struct TimedEvent {
    std::optional<Time> time;
    StudyEvent event;
};

// study.jsonl of a study folder, typed. Events of an unknown kind or shape become warnings, like damaged lines.
struct StudyJournal {
    std::vector<TimedEvent> events;
    bool torn = false;
    std::vector<std::string> warnings;
};
// Reads it whole. An error only when the file is missing or cannot be read.
Result<StudyJournal> read_study_journal(const std::filesystem::path& study_folder);
// study.jsonl in the folder, whether it is there or not.
std::filesystem::path journal_path(const std::filesystem::path& study_folder);

}  // namespace lathe::store
