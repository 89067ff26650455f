// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/marks.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/file_lock.h"
#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/base/numbers.h"

namespace lathe::store {

namespace {

constexpr int marks_format = 1;
constexpr std::size_t longest_name = 200;  // bytes
constexpr std::size_t longest_tag = 64;    // bytes
constexpr std::size_t longest_note = 1 << 20;
constexpr std::size_t most_tags = 100;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_tag(std::string_view tag) {
    return !tag.empty() && tag.size() <= longest_tag &&
           std::ranges::none_of(tag, [](char c) { return is_control(c) || c == ' ' || c == ','; });
}

bool is_color(std::string_view color) {
    return color.size() == 7 && color.front() == '#' &&
           std::ranges::all_of(color.substr(1), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

Error error_about(const std::filesystem::path& file, const Error& error) {
    Error about = error;
    about.file = file.string();
    if (about.hint.empty()) about.hint = "mend the file, or delete it: it holds names, notes and tags only";
    return about;
}

}  // namespace

const Marks& StudyMarks::of_trial(int number) const {
    static const Marks none;
    const auto found = trials.find(number);
    return found == trials.end() ? none : found->second;
}

Json to_json(const Marks& marks) {
    Json json = Json::object();
    if (!marks.name.empty()) json["name"] = marks.name;
    if (!marks.note.empty()) json["note"] = marks.note;
    if (!marks.tags.empty()) json["tags"] = marks.tags;
    if (!marks.color.empty()) json["color"] = marks.color;
    if (marks.starred) json["starred"] = true;
    if (marks.archived) json["archived"] = true;
    if (marks.deleted) json["deleted"] = true;
    return json;
}

Json to_json(const StudyMarks& marks) {
    Json json;
    json["format"] = marks_format;
    json["study"] = to_json(marks.study);
    json["trials"] = Json::object();
    for (const auto& [number, trial] : marks.trials)
        if (trial != Marks()) json["trials"][std::to_string(number)] = to_json(trial);
    return json;
}

Result<Marks> marks_from_json(const Json& json) {
    if (!json.is_object()) return fail("marks must be JSON objects");
    JsonMembers in(json);
    Marks marks;
    marks.name = in.text("name");
    marks.note = in.text("note");
    marks.color = in.text("color");
    marks.starred = in.boolean("starred");
    marks.archived = in.boolean("archived");
    marks.deleted = in.boolean("deleted");
    if (const Json* tags = in.find("tags")) {
        if (!tags->is_array()) in.refuse("tags");
        else
            for (const Json& tag : *tags)
                if (tag.is_string()) marks.tags.insert(tag.get<std::string>());
                else in.refuse("tags");
    }
    if (in.bad()) return fail(fmt::format("\"{}\" is not what it should be", in.bad()));
    return marks;
}

Result<StudyMarks> study_marks_from_json(const Json& json) {
    if (!json.is_object()) return fail("marks must be a JSON object");
    JsonMembers in(json);
    if (in.count("format", JsonMembers::Need::required) != marks_format)
        return fail(fmt::format("is of another format than {}", marks_format),
                    "a newer Lathe has written it: use that one");
    StudyMarks marks;
    if (const Json* study = in.find("study")) {
        auto read = marks_from_json(*study);
        if (!read) return fail(read.error());
        marks.study = std::move(*read);
    }
    const Json* trials = in.find("trials");
    if (!trials) return marks;
    if (!trials->is_object()) return fail("\"trials\" must be a JSON object");
    for (const auto& [key, value] : trials->items()) {
        const auto number = parse_number<int>(key);
        if (!number || *number < 0) return fail(fmt::format("\"{}\" is not the number of a trial", key));
        auto read = marks_from_json(value);
        if (!read) return fail(read.error());
        marks.trials.emplace(*number, std::move(*read));
    }
    return marks;
}

Result<void> check_marks(const Marks& marks) {
    if (marks.name.size() > longest_name || std::ranges::any_of(marks.name, is_control))
        return fail("a name is one line of at most 200 bytes", "put what is longer into the note");
    if (marks.note.size() > longest_note)
        return fail("a note is at most 1 MiB", "keep long texts in files beside the study");
    if (marks.tags.size() > most_tags) return fail(fmt::format("more than {} tags", most_tags), "remove some");
    for (const auto& tag : marks.tags)
        if (!is_tag(tag))
            return fail(fmt::format("\"{}\" is no tag", tag),
                        "a tag is a word of at most 64 bytes without spaces and commas");
    if (!marks.color.empty() && !is_color(marks.color))
        return fail(fmt::format("\"{}\" is no colour", marks.color), "write it as #rrggbb");
    return {};
}

Result<StudyMarks> read_marks(const std::filesystem::path& study_folder) {
    const auto file = study_folder / marks_name;
    const auto text = read_file_if_there(file);
    if (!text) return fail(text.error());
    if (!*text) return StudyMarks();
    const auto json = parse_json(**text, file.string());
    if (!json) return fail(error_about(file, json.error()));
    auto marks = study_marks_from_json(*json);
    if (!marks) return fail(error_about(file, marks.error()));
    return marks;
}

Result<StudyMarks> change_marks(const std::filesystem::path& study_folder,
                                const std::function<void(StudyMarks&)>& change) {
    const auto lock = FileLock::take(study_folder / marks_lock_name);
    if (!lock) return fail(lock.error());
    const auto before = read_marks(study_folder);
    if (!before) return fail(before.error());
    StudyMarks after = *before;
    change(after);
    std::erase_if(after.trials, [](const auto& entry) { return entry.second == Marks(); });
    if (after == *before) return after;
    if (auto good = check_marks(after.study); !good) return fail(good.error());
    for (const auto& [number, marks] : after.trials)
        if (auto good = check_marks(marks); !good) return fail(good.error());
    if (auto written = write_file_atomically(study_folder / marks_name, dump_json(to_json(after), 2) + "\n"); !written)
        return fail(written.error());
    return after;
}

}  // namespace lathe::store
