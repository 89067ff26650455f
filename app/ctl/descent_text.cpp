// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/descent_text.h"

#include <functional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/ctl/text_table.h"

namespace lathe::ctl {

namespace {

using How = search::Origin::How;
using Node = store::Descent::Node;

constexpr std::size_t most_changes = 4;  // in a line of text

std::vector<const store::StudyRecord*> with_relatives(const store::StudyRecord& study,
                                                      const std::vector<store::StudyRecord>& others) {
    std::vector<const store::StudyRecord*> all{&study};
    for (const auto& one : others)
        if (one.folder != study.folder) all.push_back(&one);
    return all;
}

const store::TrialRecord* trial_of_record(const store::Descent::Record& record) {
    if (!record.trial) return record.study->best();
    for (const auto& trial : record.study->trials)
        if (trial.number == *record.trial) return &trial;
    return nullptr;
}

std::string descent_name(const Node& node) {
    if (!node.record) return search::text_of(node.name) + " (not in this workspace)";
    if (node.record->trial) return fmt::format("trial {}", *node.record->trial);
    return node.record->study->folder.filename().string();
}

std::string value_or_dash(const std::optional<config::Value>& value) {
    return value ? config::to_yaml_inline(*value) : "-";
}

std::string descent_changes(const std::vector<config::Change>& changes) {
    std::string out;
    for (std::size_t i = 0; i < changes.size() && i < most_changes; ++i)
        out += fmt::format("{}{} {} -> {}", i == 0 ? "" : ", ", changes[i].path, value_or_dash(changes[i].left),
                           value_or_dash(changes[i].right));
    if (changes.size() > most_changes) out += fmt::format(" and {} more", changes.size() - most_changes);
    return out;
}

}  // namespace

std::string how_text(How how) {
    switch (how) {
        case How::derived: return "run again";
        case How::clone: return "clone";
        case How::rerun: return "failed, run again";
        case How::warm_start: return "warm start";
        case How::checkpoint: return "from its checkpoint";
    }
    return {};
}

DescentReport::DescentReport(const store::StudyRecord& study, std::optional<int> trial,
                             const std::vector<store::StudyRecord>& others)
    : descent_(with_relatives(study, others)),
      asked_(descent_.record_of(study, trial)),
      family_(descent_.family_of(asked_)) {}

std::vector<config::Change> DescentReport::changes_of(const Node& node, const Node* parent) {
    if (!node.how || !node.record || !parent || !parent->record) return {};
    return changes_.between(*parent->record, *node.record);
}

std::string DescentReport::text() {
    TextTable table;
    for (const char* column : {"RECORD", "HOW", "OBJECTIVE", "CHANGED"}) table.add_column(column);
    const std::function<void(const Node&, const Node*, std::size_t)> add = [&](const Node& node, const Node* parent,
                                                                               std::size_t depth) {
        const auto* trial = node.record ? trial_of_record(*node.record) : nullptr;
        const bool asked = node.record == asked_;
        table.add_row({std::string(2 * depth, ' ') + descent_name(node) + (asked ? " *" : ""),
                       node.how ? how_text(*node.how) : "",
                       trial && trial->objective ? fmt::format("{:.6g}", *trial->objective) : "-",
                       node.shown_elsewhere ? "shown above" : descent_changes(changes_of(node, parent))});
        for (const Node& child : node.children) add(child, &node, depth + 1);
    };
    add(family_, nullptr, 0);
    return table.str();
}

Json DescentReport::json() {
    return json_of(family_, nullptr);
}

Json DescentReport::json_of(const Node& node, const Node* parent) {
    const auto* trial = node.record ? trial_of_record(*node.record) : nullptr;
    const auto value = [](const std::optional<config::Value>& one) { return one ? config::to_json(*one) : Json(); };
    Json json;
    json["study"] = node.record ? node.record->study->folder.filename().string() : node.name.study;
    json["folder"] = node.record ? Json(node.record->study->folder.string()) : Json();
    json["id"] = node.name.id.empty() ? Json() : Json(node.name.id);
    json["trial"] = node.name.trial ? Json(*node.name.trial) : Json();
    json["how"] = node.how ? Json(search::name_of(*node.how)) : Json();
    json["objective"] = trial && trial->objective ? json_number(*trial->objective) : Json();
    json["changes"] = Json::array();
    for (const auto& one : changes_of(node, parent))
        json["changes"].push_back({{"path", one.path}, {"parent", value(one.left)}, {"own", value(one.right)}});
    json["children"] = Json::array();
    for (const Node& child : node.children) json["children"].push_back(json_of(child, &node));
    return json;
}

}  // namespace lathe::ctl
