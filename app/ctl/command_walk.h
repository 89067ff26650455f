// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a command line against the tree of commands that CLI11 holds, one after the other.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace lathe::ctl {

class CommandWalk {
  public:
    // `app` must outlive it.
    explicit CommandWalk(const CLI::App& app) : commands_{&app} {}

    enum class Word : std::uint8_t { command, option, value, argument, unknown_command, unknown_option };
    Word read(const std::string& word);

    // The innermost command that was named; the program itself before the first.
    const CLI::App& command() const { return *commands_.back(); }
    // The option whose value the next word is; nullptr: it is none's.
    const CLI::Option* open_option() const { return open_; }
    // The words that are neither commands nor options nor values of these.
    const std::vector<std::string>& arguments() const { return arguments_; }
    // What an option such as "--workspace" was given; "": nothing.
    std::string value_of(const std::string& option) const;

    // Of what may stand here: long names of options, names of commands that are not hidden.
    std::vector<std::string> option_names() const;
    std::vector<std::string> command_names() const;
    const CLI::Option* option(const std::string& name) const;

  private:
    std::vector<const CLI::App*> commands_;  // that were named, from the program itself on
    const CLI::Option* open_ = nullptr;
    bool only_arguments_ = false;  // "--" was read
    std::vector<std::string> arguments_;
    std::map<const CLI::Option*, std::string> values_;
};

}  // namespace lathe::ctl
