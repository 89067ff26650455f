// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record_changes.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "core/config/document.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* config_prefix = "config.";

// Where it is, and what it is called, is not what it trains; the space is compared by itself.
void drop_what_names_it(config::Value& experiment) {
    for (const char* key : {"lathe", "name", "from", "folder", "space"}) experiment.erase(key);
}

const TrialRecord* record_of_trial(const Descent::Record& record) {
    for (const TrialRecord& trial : record.study->trials)
        if (trial.number == record.trial.value_or(0)) return &trial;
    return nullptr;
}

void drop_params(config::Value& config, const StudyRecord& search) {
    for (const TrialRecord& trial : search.trials)
        if (trial.params.is_dict())
            for (const auto& [path, value] : trial.params.as_dict()) config.erase(path);
}

// Of mappings from paths to what is one value: a space, parameters. nullptr: an empty one.
void add_changes_of_entries(std::vector<config::Change>& changes, const std::string& prefix,
                            const config::Value* before, const config::Value* after) {
    const config::Value none{config::Dict{}};
    const auto entries = [&](const config::Value* space) -> const config::Dict& {
        return space && space->is_dict() ? space->as_dict() : none.as_dict();
    };
    const auto find = [](const config::Dict& in, const std::string& path) -> std::optional<config::Value> {
        const auto found = std::ranges::find(in, path, &config::Entry::first);
        return found == in.end() ? std::nullopt : std::optional(found->second);
    };
    for (const auto& [path, entry] : entries(before)) {
        auto now = find(entries(after), path);
        if (now != entry) changes.push_back({prefix + path, {}, entry, std::move(now)});
    }
    for (const auto& [path, entry] : entries(after))
        if (!find(entries(before), path)) changes.push_back({prefix + path, {}, std::nullopt, entry});
}

const config::Value* space_of(const std::shared_ptr<const config::Value>& experiment) {
    return experiment ? experiment->get("space") : nullptr;
}

}  // namespace

bool is_whole_search(const Descent::Record& record) {
    return record.study->is_search && !record.trial;
}

std::shared_ptr<const config::Value> RecordChanges::document(const fs::path& file) {
    std::error_code code;
    const auto written = fs::last_write_time(file, code);
    if (code) return nullptr;
    const auto found = documents_.find(file);
    if (found != documents_.end() && found->second.written == written) return found->second.value;
    auto read = config::Document::load(file.string());
    auto value = read ? std::make_shared<const config::Value>(read->root()) : nullptr;
    documents_.insert_or_assign(file, Read{written, value});
    return value;
}

std::shared_ptr<const config::Value> RecordChanges::config_of(const Descent::Record& record) {
    if (!is_whole_search(record))
        return document(trial_folder(record.study->folder, record.trial.value_or(0)) / "config.yaml");
    for (const TrialRecord& trial : record.study->trials) {
        const auto config = document(trial_folder(record.study->folder, trial.number) / "config.yaml");
        if (!config) continue;
        auto common = std::make_shared<config::Value>(*config);
        drop_params(*common, *record.study);
        return common;
    }
    return nullptr;
}

std::vector<config::Change> RecordChanges::between_experiments(const StudyRecord& parent, const StudyRecord& child) {
    const auto before = document(parent.folder / "experiment.yaml");
    const auto after = document(child.folder / "experiment.yaml");
    if (!before || !after) return {};
    config::Value left = *before, right = *after;
    for (config::Value* one : {&left, &right}) drop_what_names_it(*one);
    auto changes = config::diff(left, right);
    for (config::Change& change : changes)
        if (change.path.starts_with(config_prefix)) change.path.erase(0, std::string(config_prefix).size());
    add_changes_of_entries(changes, "space.", space_of(before), space_of(after));
    return changes;
}

std::vector<config::Change> RecordChanges::between(const Descent::Record& parent, const Descent::Record& child) {
    if (is_whole_search(parent) && is_whole_search(child)) return between_experiments(*parent.study, *child.study);
    const auto before = config_of(parent);
    const auto after = config_of(child);
    if (!before || !after) {
        const TrialRecord* left = record_of_trial(parent);
        const TrialRecord* right = record_of_trial(child);
        // Of one study all but the parameters is the same.
        std::vector<config::Change> changes;
        if (parent.study == child.study && left && right)
            add_changes_of_entries(changes, {}, &left->params, &right->params);
        return changes;
    }
    if (!is_whole_search(parent) && !is_whole_search(child)) return config::diff(*before, *after);
    config::Value left = *before, right = *after;
    drop_params(is_whole_search(parent) ? right : left, is_whole_search(parent) ? *parent.study : *child.study);
    auto changes = config::diff(left, right);
    const auto space = [&](const Descent::Record& record) {
        return is_whole_search(record) ? space_of(document(record.study->folder / "experiment.yaml")) : nullptr;
    };
    add_changes_of_entries(changes, "space.", space(parent), space(child));
    return changes;
}

}  // namespace lathe::store
