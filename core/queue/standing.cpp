// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/standing.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/store/study_lock.h"

namespace lathe::queue {

namespace {

// As JSON has them, by Reason.
constexpr std::array<std::string_view, 7> reasons{"",     "held",        "nobody runs the queue", "others come first",
                                                  "next", "interrupted", "its study is in use"};

constexpr std::size_t most_items_read = 10'000;
constexpr std::size_t longest_text_read = 4'000;  // bytes

StudyProgress progress_of_item(const Item& item, Time time) {
    StudyProgress progress;
    progress.trials = item.trials;
    if (item.study.empty()) return progress;
    const auto journal = store::read_study_journal(item.study_folder());
    if (!journal || journal->events.empty()) return progress;
    progress = progress_of(*journal, time);
    if (item.state != ItemState::running) progress.running = 0;
    if (item.is_over()) progress.remaining.reset();
    return progress;
}

void find_reason(ItemStanding& one, int before, bool anybody_runs) {
    const Item& item = one.item;
    one.before = before;
    if (item.is_stopping) return;
    if (item.state == ItemState::held) {
        one.reason = Reason::held;
    } else if (item.state == ItemState::interrupted) {
        one.reason = Reason::interrupted;
    } else if (item.state == ItemState::waiting) {
        const auto user = item.study.empty() ? std::nullopt : store::lock_holder(item.study_folder());
        if (user && !item.is_locked) {
            one.reason = Reason::study_in_use;
            one.study_user = fmt::format("process {}{}", user->pid, user->host.empty() ? "" : " on " + user->host);
        } else if (!anybody_runs) {
            one.reason = Reason::no_runner;
        } else {
            one.reason = before > 0 ? Reason::behind : Reason::next;
        }
    }
}

Json to_json(const ItemStanding& one) {
    const Item& item = one.item;
    const auto time = [](const std::optional<Time>& at) { return at ? Json(to_iso8601(*at)) : Json(); };
    Json json;
    json["item"] = item.number;
    json["place"] = one.place > 0 ? Json(one.place) : Json();
    json["state"] = item.is_stopping ? "stopping" : name_of(item.state);
    if (item.is_stopping) json["then"] = name_of(state_after_stop(item));
    json["name"] = item.name;
    json["purpose"] = item.purpose == search::Purpose::search ? "search" : "trial";
    json["priority"] = item.rank.priority;
    json["experiment"] = item.source;
    json["workspace"] = item.workspace.string();
    json["study"] = item.study.empty() ? Json() : Json(item.study_folder().string());
    json["added"] = time(item.added);
    json["started"] = time(item.started);
    json["ended"] = time(item.ended);
    json["trials"] = one.progress.trials ? Json(*one.progress.trials) : Json();
    json["finished"] = one.progress.finished;
    json["failed"] = one.progress.failed;
    json["best"] = one.progress.best ? json_number(*one.progress.best) : Json();
    json["remaining"] =
        one.progress.remaining ? Json(static_cast<double>(one.progress.remaining->count()) / 1000) : Json();
    json["process"] = item.is_locked && item.process ? Json(item.process->pid) : Json();
    json["waits"] = one.reason == Reason::none ? Json() : Json(reasons[static_cast<std::size_t>(one.reason)]);
    json["before"] = one.before;
    json["study_user"] = one.study_user;
    json["message"] = item.message;
    json["exit_code"] = item.exit_code ? Json(*item.exit_code) : Json();
    json["log"] = item.log_file().string();
    return json;
}

std::string text_of(JsonMembers& members, const char* key) {
    return printable(shortened(members.text(key), longest_text_read));
}

Result<ItemStanding> item_from_json(const Json& json) {
    JsonMembers members(json);
    ItemStanding one;
    Item& item = one.item;
    item.number = members.count("item", JsonMembers::Need::required);
    one.place = members.count("place");
    std::string state = members.text("state", JsonMembers::Need::required);
    item.is_stopping = state == "stopping";
    if (item.is_stopping) state = members.text("then", JsonMembers::Need::required);
    for (int i = 0; i <= static_cast<int>(ItemState::damaged); ++i)
        if (name_of(static_cast<ItemState>(i)) == state) item.state = static_cast<ItemState>(i);
    if (name_of(item.state) != state) members.refuse("state");
    item.name = text_of(members, "name");
    if (members.text("purpose") == "search") item.purpose = search::Purpose::search;
    item.source = text_of(members, "experiment");
    item.workspace = text_of(members, "workspace");
    const fs::path study = text_of(members, "study");
    // A study of an item lies in its workspace.
    if (!study.empty() && study.parent_path() == item.workspace) item.study = study.filename().string();
    item.added = members.time("added");
    item.started = members.time("started");
    item.ended = members.time("ended");
    one.progress.trials = item.trials = members.count_or_none("trials", 0);
    one.progress.finished = members.count("finished");
    one.progress.failed = members.count("failed");
    one.progress.best = members.number("best");
    const auto remaining = members.number("remaining");
    constexpr double longest = 1e9;  // seconds
    if (remaining && *remaining >= 0 && *remaining < longest)
        one.progress.remaining = std::chrono::milliseconds(static_cast<std::int64_t>(*remaining * 1000));
    if (const int pid = members.count("process"); pid > 0) {
        item.is_locked = true;
        item.process = ProcessIdentity{pid, 0, {}};
    }
    const auto reason = std::ranges::find(reasons, members.text("waits"));
    if (reason == reasons.end()) members.refuse("waits");
    else one.reason = static_cast<Reason>(reason - reasons.begin());
    one.before = members.count("before");
    one.study_user = text_of(members, "study_user");
    item.message = text_of(members, "message");
    if (members.find("exit_code") != nullptr) item.exit_code = static_cast<int>(members.integer("exit_code"));
    if (members.bad() != nullptr) return fail(fmt::format("an item of a queue has no {}", members.bad()));
    return one;
}

}  // namespace

ItemState state_after_stop(const Item& item) {
    return item.state == ItemState::held || item.state == ItemState::removed ? item.state : ItemState::waiting;
}

bool shows_message(const ItemStanding& one) {
    if (one.item.is_stopping || one.item.message.empty() || one.item.state == ItemState::running) return false;
    return one.reason == Reason::none || one.item.is_pending();
}

Result<Standing> read_standing(const Queue& queue) {
    auto items = queue.list();
    if (!items) return fail(items.error());
    Standing standing;
    standing.runners = living_runners(queue.folder());
    const Time time = now();
    int place = 0;
    int before = 0;
    for (Item& item : *items) {
        if (item.state == ItemState::removed && !item.is_stopping) continue;
        ItemStanding one;
        one.progress = progress_of_item(item, time);
        one.item = std::move(item);
        if (one.item.has_place()) one.place = ++place;
        find_reason(one, before, !standing.runners.empty());
        if (one.item.state == ItemState::waiting || one.item.is_begun() || one.item.is_stopping) ++before;
        standing.items.push_back(std::move(one));
    }
    return standing;
}

Json to_json(const Standing& standing) {
    Json json;
    json["items"] = Json::array();
    for (const auto& one : standing.items) json["items"].push_back(to_json(one));
    json["runners"] = Json::array();
    for (const auto& runner : standing.runners)
        json["runners"].push_back(
            {{"process", runner.process.pid}, {"at_once", runner.at_once}, {"stays", runner.stays}});
    return json;
}

Result<Standing> standing_from_json(const Json& json) {
    Standing standing;
    const auto bad = [] { return fail("this is no queue"); };
    if (!json.is_object()) return bad();
    const Json* items = JsonMembers(json).find("items");
    const Json* runners = JsonMembers(json).find("runners");
    for (const Json* list : {items, runners})
        if (list == nullptr || !list->is_array() || list->size() > most_items_read) return bad();
    for (const Json& one : *items) {
        if (!one.is_object()) return bad();
        auto item = item_from_json(one);
        if (!item) return fail(item.error());
        standing.items.push_back(std::move(*item));
    }
    for (const Json& one : *runners) {
        if (!one.is_object()) return bad();
        JsonMembers members(one);
        RunnerInfo runner{{members.count("process"), 0, {}},
                          std::max(1, members.count("at_once", JsonMembers::Need::optional, 1)),
                          false};
        runner.stays = members.boolean("stays");
        if (members.bad() != nullptr) return bad();
        standing.runners.push_back(std::move(runner));
    }
    return standing;
}

}  // namespace lathe::queue
