// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/trial_subject.h"

#include <chrono>
#include <utility>

#include "widgets/runs/record_display.h"

namespace lathe::gui {

namespace {

void add(std::string& text, std::string_view more) {
    for (const char c : more) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    text += '\n';  // no word reaches across
}

}  // namespace

TrialSubject::TrialSubject(const store::StudyRecord& study, const store::TrialRecord& trial)
    : study_(study), trial_(trial) {
    add(text_, study.name);
    add(text_, study.folder.filename().string());
    add(text_, study.tuner);
    add(text_, search::name_of(trial.state));
    add(text_, trial.device);
    add(text_, trial.error);
    add(text_, "trial " + std::to_string(trial.number));
    for (const auto* marks : {&study.marks.study, &study.marks.of_trial(trial.number)}) {
        add(text_, marks->name);
        add(text_, marks->note);
        for (const auto& tag : marks->tags) add(text_, "tag:" + tag);
    }
    if (!trial.params.is_dict()) return;
    for (const auto& [name, value] : trial.params.as_dict())
        add(text_, name + "=" + (value.is_string() ? value.as_string() : config::to_yaml_inline(value)));
}

std::set<std::string> TrialSubject::names(const std::vector<std::shared_ptr<const store::StudyRecord>>& studies) {
    std::set<std::string> names{"trial",   "state",    "device", "error",   "steps",    "epochs", "objective",
                                "started", "duration", "study",  "folder",  "tuner",    "tag",    "tags",
                                "name",    "note",     "color",  "starred", "archived", "from",   "how"};
    const auto add = [&](const config::Value& values) {
        if (!values.is_dict()) return;
        for (const auto& [key, value] : values.as_dict()) names.insert(key);
    };
    for (const auto& study : studies) {
        names.insert(study->metric);
        for (const auto& trial : study->trials) {
            add(trial.params);
            add(trial.metrics);
        }
    }
    return names;
}

// Tags of the trial and of its study; a trial's own name and note stand before the study's.
std::optional<config::Value> TrialSubject::mark(std::string_view name) const {
    const store::Marks& own = study_.marks.of_trial(trial_.number);
    const store::Marks& all = study_.marks.study;
    if (name == "name") return config::Value(own.name.empty() ? all.name : own.name);
    if (name == "note") return config::Value(own.note.empty() ? all.note : own.note);
    if (name == "starred") return config::Value(own.starred || all.starred);
    if (name == "archived") return config::Value(own.archived || all.archived);
    if (name == "color") return config::Value(own.color.empty() ? all.color : own.color);
    if (name != "tags" && name != "tag") return std::nullopt;
    config::List tags;
    for (const auto* marks : {&own, &all})
        for (const auto& tag : marks->tags) tags.emplace_back(tag);
    return config::Value(std::move(tags));
}

// The names, or the ways, of all that it came from; none: it is an original.
std::optional<config::Value> TrialSubject::origin(std::string_view name) const {
    config::List all;
    const auto add = [&](const search::Origin& from) {
        all.emplace_back(name == "from" ? search::text_of(from) : std::string(search::name_of(from.how)));
    };
    if (trial_.start_from) add({search::Origin::How::checkpoint, {}, {}, trial_.start_from});
    if (trial_.from) add(*trial_.from);
    if (study_.from) add(*study_.from);
    for (const auto& one : study_.warm_start) add(one);
    return all.empty() ? std::nullopt : std::optional(config::Value(std::move(all)));
}

std::optional<config::Value> TrialSubject::value(std::string_view name) const {
    if (const auto* value = trial_.params.get(name)) return *value;
    if (trial_.objective && (name == study_.metric || name == "objective")) return config::Value(*trial_.objective);
    if (const auto* value = trial_.metrics.get(name)) return *value;
    if (name == "trial") return config::Value(trial_.number);
    if (name == "state") return config::Value(std::string(search::name_of(trial_.state)));
    if (name == "device") return config::Value(trial_.device);
    if (name == "error") return config::Value(trial_.error);
    if (name == "steps") return config::Value(trial_.steps);
    if (name == "epochs") return config::Value(trial_.epochs);
    if (name == "study") return config::Value(study_.name);
    if (name == "folder") return config::Value(study_.folder.filename().string());
    if (name == "tuner") return config::Value(study_.tuner);
    if (name == "from" || name == "how") return origin(name);
    // As the table shows it, so that a day or an hour is its beginning.
    if (name == "started" && trial_.start) return config::Value(timeText(trial_.start).toStdString());
    if (name == "duration" && trial_.start && trial_.end)
        return config::Value(std::chrono::duration<double>(*trial_.end - *trial_.start).count());
    return mark(name);
}

}  // namespace lathe::gui
