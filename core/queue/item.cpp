// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/item.h"

#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>

#include <fmt/format.h>

#include "core/base/file_lock.h"
#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/base/numbers.h"
#include "core/base/printable.h"
#include "core/base/system_error.h"
#include "core/store/study_record.h"

namespace lathe::queue {

namespace {

constexpr std::array<std::pair<std::string_view, ItemState>, 8> states{{{"waiting", ItemState::waiting},
                                                                        {"held", ItemState::held},
                                                                        {"running", ItemState::running},
                                                                        {"interrupted", ItemState::interrupted},
                                                                        {"done", ItemState::done},
                                                                        {"failed", ItemState::failed},
                                                                        {"removed", ItemState::removed},
                                                                        {"damaged", ItemState::damaged}}};

// Nobody writes what only looking at the item tells.
bool stands_in_files(ItemState state) {
    return state != ItemState::interrupted && state != ItemState::damaged;
}

ItemState read_state(JsonMembers& in, const char* key, JsonMembers::Need need) {
    const std::string name = in.text(key, need);
    for (const auto& [text, state] : states)
        if (text == name && stands_in_files(state)) return state;
    if (!name.empty()) in.refuse(key);
    return ItemState::waiting;
}

// False: the permissions of the file or of its folder forbid it.
bool may_be_read(const fs::path& file) {
    return ::access(file.c_str(), R_OK) == 0 || (errno != EACCES && errno != EPERM);
}

Json to_json(const Item& item) {
    const auto time = [](const std::optional<Time>& at) { return at ? Json(to_iso8601(*at)) : Json(); };
    Json json;
    json["state"] = name_of(item.state == ItemState::interrupted ? ItemState::running : item.state);
    json["priority"] = item.rank.priority;
    json["position"] = item.rank.position;
    json["name"] = item.name;
    json["purpose"] = item.purpose == search::Purpose::search ? "search" : "trial";
    json["trials"] = item.trials ? Json(*item.trials) : Json();
    json["source"] = item.source;
    json["workspace"] = item.workspace.string();
    json["study"] = item.study;
    json["added"] = time(item.added);
    json["started"] = time(item.started);
    json["ended"] = time(item.ended);
    json["attempts"] = item.attempts;
    json["exit_code"] = item.exit_code ? Json(*item.exit_code) : Json();
    json["message"] = item.message;
    json["process"] = item.process ? queue::to_json(*item.process) : Json();
    if (item.state == ItemState::removed) json["before_removal"] = name_of(item.before_removal);
    if (item.stop_asked) json["stop_asked"] = true;
    return json;
}

bool is_over(ItemState state) {
    return state == ItemState::done || state == ItemState::failed;
}

// What is still to run of it is read from experiment.yaml; a study that was begun has its own.
bool needs_its_experiment(const Item& item) {
    if (!item.is_pending() && item.state != ItemState::interrupted) return false;
    return item.study.empty() || !store::is_study_folder(item.study_folder());
}

// The error: what was added is not there any more.
Result<void> check_experiment(const Item& item) {
    const fs::path file = item.folder / "experiment.yaml";
    std::error_code code;
    const auto bytes = fs::file_size(file, code);
    Error error{"is empty", {}};
    if (code) error = system_error("cannot be read", file, code.value());
    else if (bytes > 0 && may_be_read(file)) return {};
    else if (bytes > 0) error = system_error("cannot be read", file, EACCES);
    error.file = file.string();
    return fail(std::move(error));
}

}  // namespace

std::string_view name_of(ItemState state) {
    return states[static_cast<std::size_t>(state)].first;
}

bool Item::takes_a_slot() const {
    return is_locked && !is_over() && !(state == ItemState::removed && queue::is_over(before_removal));
}

bool comes_before(const Item& a, const Item& b) {
    if (a.rank == b.rank) return a.number < b.number;
    return comes_before(a.rank, b.rank);
}

Result<Item> read_item(const fs::path& folder) {
    using enum JsonMembers::Need;
    constexpr std::int64_t far = std::int64_t{1} << 60;
    const fs::path file = folder / "item.json";
    const auto number = item_number(folder);
    const auto refused = [&](Error error, const std::string& before = {}, const std::string& what = "the experiment") {
        if (error.file.empty()) error.file = file.string();
        error.hint = before + fmt::format("lathectl queue remove {}, and add {} again", number.value_or(0), what);
        return fail(std::move(error));
    };
    if (!number) return refused({"the folder's name is no number", {}});
    // Looked at before and after: who runs it writes its end before letting go.
    const bool was_locked = is_lock_held(folder / "lock");
    const auto text = read_file(file);
    // Where the permissions are in the way, it may be as good as ever.
    if (!text) return refused(text.error(), may_be_read(file) ? "" : "allow yourself to read it, or ");
    const auto json = parse_json(*text, file.string());
    if (!json) return refused(json.error());
    if (!json->is_object()) return refused({"expected an object", {}});
    JsonMembers in(*json);
    Item item;
    item.folder = folder;
    item.number = *number;
    item.state = read_state(in, "state", required);
    const std::int64_t priority = in.integer("priority");
    item.rank.priority = static_cast<int>(std::clamp<std::int64_t>(priority, -1'000'000, 1'000'000));
    item.rank.position = in.integer("position", required);
    if (item.rank.position > far || item.rank.position < -far) in.refuse("position");
    item.name = in.text("name", required);
    if (in.text("purpose") == "search") item.purpose = search::Purpose::search;
    item.trials = in.count_or_none("trials", 1);
    item.source = in.text("source");
    item.workspace = in.text("workspace", required);
    item.study = in.text("study");
    if (item.study.find('/') != std::string::npos || item.study == "..") in.refuse("study");
    item.added = in.time("added");
    item.started = in.time("started");
    item.ended = in.time("ended");
    item.attempts = in.count("attempts");
    if (in.find("exit_code")) item.exit_code = in.count("exit_code");
    item.message = in.text("message");
    if (const Json* process = in.find("process")) item.process = process_from_json(*process);
    item.before_removal = read_state(in, "before_removal", optional);
    item.stop_asked = in.boolean("stop_asked");
    if (in.bad()) return refused({fmt::format("no good \"{}\"", in.bad()), {}});
    item.is_locked = was_locked || is_lock_held(item.lock_file());
    if (item.state == ItemState::running && !item.is_locked) item.state = ItemState::interrupted;
    item.is_stopping =
        item.is_locked && item.stop_asked && !item.is_over() && (!item.process || is_alive(*item.process));
    if (!item.is_locked && needs_its_experiment(item))
        if (const auto there = check_experiment(item); !there)
            return refused(there.error(), {}, item.source.empty() ? "the experiment" : printable(item.source));
    return item;
}

Item damaged_item(const fs::path& folder, const Error& why) {
    Item item;
    item.folder = folder;
    item.number = item_number(folder).value_or(0);
    item.state = ItemState::damaged;
    item.is_locked = is_lock_held(item.lock_file());
    Error told = why;
    if (item.is_locked) told.hint = "once its process has ended: " + told.hint;
    item.message = told.str();
    return item;
}

Result<void> write_item(const Item& item) {
    return write_file_atomically(item.folder / "item.json", dump_json(to_json(item), 2) + "\n");
}

std::optional<int> item_number(const fs::path& folder) {
    const auto number = parse_number<int>(folder.filename().string());
    return number && *number > 0 ? number : std::nullopt;
}

std::string item_folder_name(int number) {
    return fmt::format("{:04}", number);
}

}  // namespace lathe::queue
