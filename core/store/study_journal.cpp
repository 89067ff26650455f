// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/study_journal.h"

#include <array>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "core/base/json_members.h"
#include "core/search/constraint_list.h"

namespace lathe::store {

namespace {

constexpr std::array<std::string_view, 4> state_names{"RUNNING", "INTERRUPTED", "FINISHED", "FAILED"};

std::string_view name_of_mode(search::Mode mode) {
    return mode == search::Mode::minimize ? "minimize" : "maximize";
}

struct ToJson {
    Json operator()(const event::Created& e) const {
        Json json{{"event", "created"},
                  {"name", e.name},
                  {"search", e.is_search},
                  {"metric", e.metric},
                  {"mode", name_of_mode(e.mode)},
                  {"use", e.use_best ? "best" : "last"},
                  {"tuner", e.tuner},
                  {"assessor", e.assessor},
                  {"max_trials", e.max_trials ? Json(*e.max_trials) : Json()}};
        for (const auto& [metric, mode] : e.objectives)
            json["objectives"].push_back({{"metric", metric}, {"mode", name_of_mode(mode)}});
        if (e.config_crc32c) json["config_crc32c"] = *e.config_crc32c;
        if (!e.constraints.empty()) json["constraints"] = config::to_json(search::to_value(e.constraints));
        if (!e.id.empty()) json["id"] = e.id;
        if (e.from) json["from"] = search::to_json(*e.from);
        for (const auto& one : e.warm_start) json["warm_start"].push_back(search::to_json(one));
        return json;
    }
    Json operator()(const event::Asked& e) const {
        Json json{{"event", "asked"}, {"trial", e.trial}, {"params", config::to_json(e.params)}};
        if (e.budget) json["budget"] = *e.budget;
        if (e.start_from) json["start_from"] = *e.start_from;
        if (!e.note.is_null()) json["note"] = config::to_json(e.note);
        if (e.from) json["from"] = search::to_json(*e.from);
        return json;
    }
    Json operator()(const event::Started& e) const {
        return {{"event", "started"}, {"trial", e.trial}, {"device", e.device}};
    }
    Json operator()(const event::Reported& e) const {
        return {{"event", "reported"}, {"trial", e.trial}, {"step", e.step}, {"value", json_number(e.value)}};
    }
    Json operator()(const event::Finished& e) const {
        Json json{{"event", "finished"}, {"trial", e.trial}, {"state", search::name_of(e.state)}};
        json["objective"] = e.objective ? json_number(*e.objective) : Json();
        for (const double value : e.objectives) json["objectives"].push_back(json_number(value));
        for (const double value : e.constrained) json["constraints"].push_back(json_number(value));
        if (!e.error.empty()) json["error"] = e.error;
        return json;
    }
    Json operator()(const event::Interrupted& e) const { return {{"event", "interrupted"}, {"trial", e.trial}}; }
    Json operator()(const event::Resumed&) const { return {{"event", "resumed"}}; }
    Json operator()(const event::Edited& e) const { return {{"event", "edited"}, {"changes", e.changes}}; }
    Json operator()(const event::Ended& e) const {
        Json json{{"event", "finished"}, {"state", name_of(e.state)}};
        if (!e.message.empty()) json["message"] = e.message;
        return json;
    }
};

// What a later Lathe may write there in another way is no reason to lose the study.
std::optional<search::Origin> read_origin(const Json* json) {
    if (!json) return std::nullopt;
    auto origin = search::origin_from_json(*json);
    return origin ? std::optional(std::move(*origin)) : std::nullopt;
}

event::Created read_created(JsonMembers& in) {
    event::Created e;
    e.name = in.text("name", JsonMembers::Need::required);
    e.is_search = in.boolean("search");
    e.metric = in.text("metric");
    e.mode = in.text("mode") == "maximize" ? search::Mode::maximize : search::Mode::minimize;
    e.use_best = in.text("use") == "best";
    e.tuner = in.text("tuner");
    e.assessor = in.text("assessor");
    e.max_trials = in.count_or_none("max_trials", 1);
    if (const Json* all = in.find("objectives"); all && all->is_array()) {
        for (const Json& one : *all) {
            JsonMembers of(one);
            const bool maximise = of.text("mode") == "maximize";
            e.objectives.emplace_back(of.text("metric", JsonMembers::Need::required),
                                      maximise ? search::Mode::maximize : search::Mode::minimize);
            if (of.bad()) in.refuse("objectives");
        }
    }
    if (const Json* all = in.find("constraints")) {
        auto read = search::read_constraints(config::from_json(*all), "constraints");
        if (read.errors.empty()) e.constraints = std::move(read.constraints);
        else in.refuse("constraints");
    }
    if (in.find("config_crc32c")) e.config_crc32c = static_cast<std::uint32_t>(in.large_count("config_crc32c"));
    e.id = in.text("id");
    e.from = read_origin(in.find("from"));
    if (const Json* all = in.find("warm_start"); all && all->is_array())
        for (const Json& one : *all)
            if (auto origin = read_origin(&one)) e.warm_start.push_back(std::move(*origin));
    return e;
}

event::Finished read_finished(JsonMembers& in, int trial) {
    event::Finished e{
        trial, {}, in.number("objective"), in.text("error"), in.numbers("objectives"), in.numbers("constraints")};
    const auto state = search::state_from_name(in.text("state", JsonMembers::Need::required));
    if (state && search::is_final(*state)) e.state = *state;
    else in.refuse("state");
    return e;
}

event::Ended read_ended(JsonMembers& in) {
    event::Ended e{{}, in.text("message")};
    const auto state = study_state_from_name(in.text("state", JsonMembers::Need::required));
    if (state && *state != StudyState::running) e.state = *state;
    else in.refuse("state");
    return e;
}

std::optional<StudyEvent> read_event(const std::string& kind, JsonMembers& in) {
    if (kind == "created") return read_created(in);
    if (kind == "resumed") return event::Resumed{};
    if (kind == "edited") {
        const Json* changes = in.find("changes");
        return event::Edited{changes ? *changes : Json::object()};
    }
    if (kind == "finished" && !in.find("trial")) return read_ended(in);
    const int trial = in.count("trial", JsonMembers::Need::required);
    if (kind == "asked") {
        const Json* params = in.find("params");
        const Json* note = in.find("note");
        event::Asked e{trial, params ? config::from_json(*params) : config::Value(config::Dict{}), {}, {}, {}, {}};
        if (in.find("budget")) e.budget = in.integer("budget");
        if (in.find("start_from")) e.start_from = in.count("start_from");
        if (note) e.note = config::from_json(*note);
        e.from = read_origin(in.find("from"));
        return e;
    }
    if (kind == "started") return event::Started{trial, in.text("device")};
    if (kind == "reported")
        return event::Reported{trial, in.integer("step", JsonMembers::Need::required),
                               in.number("value", JsonMembers::Need::required).value_or(0)};
    if (kind == "finished") return read_finished(in, trial);
    if (kind == "interrupted") return event::Interrupted{trial};
    return std::nullopt;
}

}  // namespace

std::string_view name_of(StudyState state) {
    return state_names[static_cast<std::size_t>(state)];
}

std::optional<StudyState> study_state_from_name(std::string_view name) {
    for (std::size_t i = 0; i < state_names.size(); ++i)
        if (state_names[i] == name) return static_cast<StudyState>(i);
    return std::nullopt;
}

Json to_json(const StudyEvent& event) {
    return std::visit(ToJson{}, event);
}

Result<StudyEvent> study_event_from_json(const Json& json) {
    if (!json.is_object()) return fail("a journal event must be an object");
    JsonMembers in(json);
    const std::string kind = in.text("event", JsonMembers::Need::required);
    if (in.bad()) return fail("a journal event must say which \"event\" it is");
    auto event = read_event(kind, in);
    if (!event) return fail(fmt::format("the journal event '{}' is not known to this version", kind));
    if (in.bad()) return fail(fmt::format("the journal event '{}' has no good \"{}\"", kind, in.bad()));
    return std::move(*event);
}

std::filesystem::path journal_path(const std::filesystem::path& study_folder) {
    return study_folder / "study.jsonl";
}

Result<StudyJournal> read_study_journal(const std::filesystem::path& study_folder) {
    const auto file = journal_path(study_folder);
    auto contents = Journal::read(file);
    if (!contents) return fail(contents.error());
    StudyJournal journal;
    journal.torn = contents->torn;
    journal.warnings = std::move(contents->warnings);
    journal.events.reserve(contents->events.size());
    for (const Json& json : contents->events) {
        auto event = study_event_from_json(json);
        if (!event) {
            journal.warnings.push_back(fmt::format("{}: {}", file.string(), event.error().what));
            continue;
        }
        journal.events.push_back({JsonMembers(json).time("time"), std::move(*event)});
    }
    return journal;
}

}  // namespace lathe::store
