// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/group_choices.h"

#include <algorithm>

#include "core/config/hydra_files.h"
#include "core/config/override.h"

namespace lathe::config {

namespace {

Error refuse_choice(const Value* at, const std::string& key, std::string what, std::string hint) {
    Error error = composition_error(at, std::move(what), std::move(hint));
    if (at == nullptr) error.key = key;
    return error;
}

// An override as an item of a list: "db@src" and its value.
DefaultsItem item_of(const Override& change) {
    DefaultsItem item;
    item.kind = DefaultsItem::Kind::choice;
    const auto at = change.key.find('@');
    item.group = change.key.substr(0, at);
    if (at != std::string::npos) item.package = change.key.substr(at + 1);
    if (item.package == "_here_") item.package = "";
    item.is_list = change.value.is_list();
    if (change.value.is_string()) item.names = {change.value.as_string()};
    if (item.is_list)
        for (const Value& name : change.value.as_list()) item.names.push_back(name.as_string());
    return item;
}

bool are_names(const Value& value) {
    const auto is_text = [](const Value& one) { return one.is_string(); };
    return is_text(value) || value.is_null() || (value.is_list() && std::ranges::all_of(value.as_list(), is_text));
}

}  // namespace

bool GroupChoices::is_choice(const Override& change, const std::string& group) const {
    if (change.value.is_dict()) return false;
    if (is_hydra_group(group)) return true;
    return (composes_ || change.operation == Override::Operation::add) && groups_.is_group(group);
}

std::vector<std::string> GroupChoices::take(std::vector<std::string> overrides, Errors& errors) {
    std::erase_if(overrides, [&](const std::string& argument) {
        const auto change = parse_override(argument);
        if (!change) return false;  // told when it is applied
        const auto group = change->key.substr(0, change->key.find('@'));
        if (is_choice(*change, group)) {
            take_one(*change, group, argument, errors);
            return true;
        }
        if (group == change->key) return false;
        errors.push_back(refuse_choice(nullptr, change->key, "there is no group '" + group + "'",
                                       "it would be the folder " + groups_.shown_path(group)));
        return true;
    });
    return overrides;
}

void GroupChoices::take_one(const Override& change, const std::string& group, const std::string& argument,
                            Errors& errors) {
    const auto refuse = [&](std::string what, std::string hint) {
        errors.push_back(refuse_choice(nullptr, change.key, std::move(what), std::move(hint)));
    };
    if (change.sweep || change.sweep_error)
        return refuse(
            "'" + change.text + "' is several choices of a group, and files are chosen before a search begins",
            "run one after another, or write " + change.key + "=[...] for all of them at once");
    if (change.operation == Override::Operation::set_or_add)
        return refuse("'" + argument + "': ++ sets a value, and '" + group + "' is a group", "write one + or none");
    if (change.operation == Override::Operation::erase) {
        if (change.has_value && !change.value.is_string())
            return refuse("'" + argument + "': a choice is removed by its name", "write ~" + change.key + "=NAME");
        Removal removal;
        if (change.has_value) removal.name = change.value.as_string();
        removals_[change.key] = removal;
        return;
    }
    if (!are_names(change.value))
        return refuse("'" + change.text + "' names no file of the group '" + group + "'",
                      "write " + change.key + "=NAME or =[NAME,NAME]");
    if (change.operation == Override::Operation::add) added_.push_back(item_of(change));
    else choices_[change.key] = {item_of(change), false};
}

void GroupChoices::choose(const DefaultsNode& node) {
    choices_.emplace(node.key(), Choice{node.item, false});
}

void GroupChoices::apply(DefaultsNode& node) {
    if (node.item.kind != DefaultsItem::Kind::choice) return;
    const auto found = choices_.find(node.key());
    if (found == choices_.end()) return;
    found->second.used = true;
    node.item.names = found->second.item.names;
    node.item.is_list = found->second.item.is_list;
    if (found->second.item.at) node.item.at = found->second.item.at;
}

bool GroupChoices::is_removed(const DefaultsNode& node) {
    if (node.item.kind != DefaultsItem::Kind::choice) return false;
    const auto found = removals_.find(node.key());
    if (found == removals_.end()) return false;
    Removal& removal = found->second;
    if (removal.name && *removal.name != node.name()) return false;
    removal.used = true;
    return true;
}

Result<void> GroupChoices::settle(const DefaultsNode& node) {
    if (node.item.kind != DefaultsItem::Kind::choice) return {};
    const auto key = node.key();
    const Value chosen = node.item.names.empty() ? Value() : Value(node.name());
    if (const Value* before = settled_.get(key)) {
        if (*before == chosen) return {};
        const bool written_twice = node.item.at != nullptr && settled_at_[key] != nullptr;
        return fail(refuse_choice(
            settled_at_[key] ? settled_at_[key] : node.item.at, key,
            "the group '" + key + "' is chosen twice: " + to_yaml_inline(chosen) + " and " + to_yaml_inline(*before),
            written_twice ? "write 'override' before the second one"
                          : "write " + key + "=NAME without + to choose anew"));
    }
    settled_.as_dict().emplace_back(key, chosen);
    settled_at_[key] = node.item.at;
    return {};
}

std::string GroupChoices::keys_near(const std::string& key) const {
    const auto group = key.substr(0, key.find('@'));
    std::string keys;
    for (const auto& [one, name] : settled_.as_dict())
        if (one.substr(0, one.find('@')) == group) keys += (keys.empty() ? "" : ", ") + one;
    return keys;
}

Errors GroupChoices::unused() const {
    Errors errors;
    for (const auto& [key, choice] : choices_) {
        if (choice.used) continue;
        const auto near = keys_near(key);
        std::string hint = "did you mean " + near + "?";
        if (near.empty()) hint = choice.item.at ? "write it without 'override'" : "write +" + key + "=NAME to add it";
        errors.push_back(refuse_choice(choice.item.at, key,
                                       "there is no group '" + key + "' in the defaults lists to override", hint));
    }
    for (const auto& [key, removal] : removals_) {
        if (removal.used) continue;
        const auto near = keys_near(key);
        const Value* chosen = settled_.get(key);
        errors.push_back(refuse_choice(nullptr, key,
                                       removal.name && chosen
                                           ? "'" + key + "' is not " + *removal.name + " but " + to_yaml_inline(*chosen)
                                           : "there is no group '" + key + "' in the defaults lists to remove",
                                       near.empty() ? "leave it out" : "did you mean ~" + near + "?"));
    }
    return errors;
}

}  // namespace lathe::config
