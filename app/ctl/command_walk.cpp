// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command_walk.h"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace lathe::ctl {

CommandWalk::Word CommandWalk::read(const std::string& word) {
    if (open_ != nullptr) {
        values_[open_] = word;
        open_ = nullptr;
        return Word::value;
    }
    if (word == "--" && !only_arguments_) {
        only_arguments_ = true;
        return Word::argument;
    }
    if (!only_arguments_ && word.size() > 1 && word.starts_with('-')) {
        const auto equals = word.find('=');
        const std::string name = word.starts_with("--") ? word.substr(0, equals) : word.substr(0, 2);
        const CLI::Option* found = option(name);
        if (found == nullptr) return Word::unknown_option;
        if (found->get_items_expected_max() > 0) {
            if (name == word) open_ = found;
            else values_[found] = word.substr(word.starts_with("--") ? equals + 1 : 2);
        }
        return Word::option;
    }
    const auto all = command().get_subcommands({});
    if (all.empty() || only_arguments_) {
        arguments_.push_back(word);
        return Word::argument;
    }
    const auto next = std::ranges::find(all, word, [](const CLI::App* one) { return one->get_name(); });
    if (next == all.end()) return Word::unknown_command;
    commands_.push_back(*next);
    return Word::command;
}

std::string CommandWalk::value_of(const std::string& name) const {
    // An option of that name may stand before its command, and be the command's own as well.
    for (const CLI::App* command : commands_)
        if (const auto given = values_.find(command->get_option_no_throw(name)); given != values_.end())
            return given->second;
    return {};
}

std::vector<std::string> CommandWalk::option_names() const {
    std::vector<std::string> names;
    for (auto command = commands_.rbegin(); command != commands_.rend(); ++command)
        for (const CLI::Option* one : (*command)->get_options())
            for (const auto& name : one->get_lnames())
                if (std::ranges::find(names, "--" + name) == names.end()) names.push_back("--" + name);
    return names;
}

std::vector<std::string> CommandWalk::command_names() const {
    std::vector<std::string> names;
    for (const CLI::App* one : command().get_subcommands({}))
        if (!one->get_group().empty()) names.push_back(one->get_name());
    return names;
}

const CLI::Option* CommandWalk::option(const std::string& name) const {
    for (auto command = commands_.rbegin(); command != commands_.rend(); ++command)
        if (const CLI::Option* found = (*command)->get_option_no_throw(name)) return found;
    return nullptr;
}

}  // namespace lathe::ctl
