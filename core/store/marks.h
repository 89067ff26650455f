// SPDX-License-Identifier: GPL-3.0-or-later
// What people say of a study and of its trials: STUDY/marks.json, which travels with the study. No program reads it to
// decide what to train.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/base/json.h"

namespace lathe::store {

// What people say of one study, or of one trial.
struct Marks {
    std::string name;            // shown instead of the study's own; "": none
    std::string note;            // Markdown
    std::set<std::string> tags;  // words without spaces and commas
    std::string color;           // "#rrggbb"; "": none
    bool starred = false;
    bool archived = false;  // left out of lists that are not asked for it
    bool deleted = false;   // of a trial: its files are in the trash, its result stays in the search's history

    friend bool operator==(const Marks&, const Marks&) = default;
};

// The marks of a study and of its trials: the content of marks.json.
struct StudyMarks {
    Marks study;
    std::map<int, Marks> trials;  // by number; those without marks are missing

    const Marks& of_trial(int number) const;  // no marks at all, if it has none
    friend bool operator==(const StudyMarks&, const StudyMarks&) = default;
};

inline constexpr const char* marks_name = "marks.json";
inline constexpr const char* marks_lock_name = "marks.lock";

// The marks as JSON, only what is set: {} when nothing is.
Json to_json(const Marks& marks);
// The content of marks.json, with the number of its format; trials without marks are left out.
Json to_json(const StudyMarks& marks);
// What is missing is as by default; a member of a wrong kind is an error. Does not ask check_marks().
Result<Marks> marks_from_json(const Json& json);
// The content of marks.json. An error also when it is of another format, which a newer version has written.
Result<StudyMarks> study_marks_from_json(const Json& json);

// Why a tag, name, note or colour cannot be taken, in one sentence with what to do.
Result<void> check_marks(const Marks& marks);

// Reads the marks of a study; no file: no marks. Fails on a damaged one, naming it.
Result<StudyMarks> read_marks(const std::filesystem::path& study_folder);

// Reads, lets `change` edit, checks and replaces the file, while no other process does. Gives what is written; nothing
// is written when nothing changed, or when the file is damaged. May wait for another process for a moment.
Result<StudyMarks> change_marks(const std::filesystem::path& study_folder,
                                const std::function<void(StudyMarks&)>& change);

}  // namespace lathe::store
