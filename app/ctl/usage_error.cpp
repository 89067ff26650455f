// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/usage_error.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/ctl/command_walk.h"
#include "core/base/plural.h"
#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/config/schema.h"

namespace lathe::ctl {

namespace {

std::string quoted_word(const std::string& word) {
    return "'" + shortened(printable(word), 100) + "'";
}

// What stands between the first `open` and the last `close` behind it; "": nothing does.
std::string between(const std::string& text, char open, char close) {
    const auto begin = text.find(open);
    const auto end = text.rfind(close);
    if (begin == std::string::npos || end == std::string::npos || end <= begin) return {};
    return text.substr(begin + 1, end - begin - 1);
}

// "1..", "-1000..1000", as whole_number() describes itself, behind the last colon.
std::string whole_number_text(const std::string& type) {
    const std::string range = type.substr(type.rfind(':') + 1);
    const auto dots = range.find("..");
    if (dots == std::string::npos) return "a whole number";
    const std::string least = range.substr(0, dots);
    const std::string most = range.substr(dots + 2);
    return most.empty() ? fmt::format("a whole number from {} on", least)
                        : fmt::format("a whole number from {} to {}", least, most);
}

std::string number_text(const std::string& type) {
    if (type.find("NONNEGATIVE") != std::string::npos) return "a number from 0 on";
    if (type.find("POSITIVE") != std::string::npos) return "a number above 0";
    const std::string range = between(type, '[', ']');
    const auto dash = range.find(" - ");
    if (dash == std::string::npos) return "a number";
    return fmt::format("a number from {} to {}", range.substr(0, dash), range.substr(dash + 3));
}

// With what it is for, where that is short.
std::string explained(const CLI::Option& option, std::string text) {
    constexpr std::size_t longest = 120;
    const std::string& purpose = option.get_description();
    if (!purpose.empty() && purpose.size() <= longest) text += ": " + purpose;
    return text;
}

std::string name_of_option(const CLI::Option& option) {
    return option.get_name();  // "--at-once", "ITEM"
}

std::string path_of(const CLI::App* command) {
    std::string path = command->get_name();
    while ((command = command->get_parent()) != nullptr) path = command->get_name() + " " + path;
    return path;
}

// CLI11 says of a command or an option that it does not know only that some command is missing. "": all are known.
std::string unknown_word(const CLI::App& app, const std::vector<std::string>& words) {
    CommandWalk walk(app);
    for (const auto& word : words) {
        const auto kind = walk.read(word);
        const bool is_option = kind == CommandWalk::Word::unknown_option;
        if (!is_option && kind != CommandWalk::Word::unknown_command) continue;
        const auto name = is_option ? word.substr(0, word.find('=')) : word;
        const auto near = config::nearest_name(name, is_option ? walk.option_names() : walk.command_names());
        return fmt::format("unknown {} {}{}", is_option ? "option" : "command", quoted_word(name),
                           near.empty() ? "" : "; did you mean '" + near + "'?");
    }
    return {};
}

// Whether a validator of CLI11's own says so; ours speak plainly.
bool is_of_parser(const std::string& sentence) {
    return sentence.find(" not in ") != std::string::npos || sentence.starts_with("Failed parsing") ||
           sentence.starts_with("Value ") || sentence.starts_with("Number ");
}

class UsageError {
  public:
    UsageError(const CLI::App& command, const CLI::ParseError& problem)
        : command_(command), problem_(problem), said_(problem.what()), option_(find_option()) {}

    std::string str() const {
        if (dynamic_cast<const CLI::ArgumentMismatch*>(&problem_)) return mismatch();
        if (dynamic_cast<const CLI::RequiredError*>(&problem_)) return missing();
        if (dynamic_cast<const CLI::ConversionError*>(&problem_)) return unfit();
        if (dynamic_cast<const CLI::ValidationError*>(&problem_)) return invalid();
        if (dynamic_cast<const CLI::ExtrasError*>(&problem_)) return too_much();
        if (dynamic_cast<const CLI::ExcludesError*>(&problem_)) return pair("excludes", "and {} do not go together");
        if (dynamic_cast<const CLI::RequiresError*>(&problem_)) return pair("requires", "needs {} as well");
        return said_;
    }

  private:
    // The parser's exceptions hold its name in their sentence only.
    const CLI::Option* find_option() const {
        const CLI::Option* found = nullptr;
        std::pair<bool, std::size_t> best{};  // it stands at the beginning; the length of its name
        for (const CLI::App* command = &command_; command != nullptr; command = command->get_parent())
            for (const CLI::Option* one : command->get_options()) {
                const std::string name = one->get_name();
                const auto at = said_.find(name);
                if (name.empty() || at == std::string::npos || (at > 0 && said_[at - 1] != ' ')) continue;
                const auto end = at + name.size();
                if (end < said_.size() && said_[end] != ':' && said_[end] != ' ') continue;
                if (const std::pair fits{at == 0, name.size()}; fits > best) {
                    best = fits;
                    found = one;
                }
            }
        return found;
    }
    std::string values(int count) const { return counted(count, "value"); }

    std::string mismatch() const {
        if (!option_) return said_;
        const std::string name = name_of_option(*option_);
        if (option_->get_items_expected_max() == 0) return name + " takes no value";
        const auto found = static_cast<int>(option_->results().size());
        const int most = option_->get_items_expected_max();
        const int least = std::max(option_->get_items_expected_min(), 1);
        if (found > most) return fmt::format("{} takes {}, and was given {}", name, values(most), found);
        // A file and then changes: the file is there.
        if (found == 1 && option_->get_type_name() == "FILE KEY=VALUE")
            return explained(*option_, "KEY=VALUE is missing");
        if (found > 0) return fmt::format("{} needs {}, and was given {}", name, values(least), found);
        return explained(*option_, fmt::format("{} needs a value, {}", name, taken_text(*option_)));
    }
    std::string missing() const {
        if (option_) return explained(*option_, name_of_option(*option_) + " is missing");
        std::vector<std::string> names;
        for (const CLI::App* one : command_.get_subcommands({}))
            if (!one->get_group().empty()) names.push_back(one->get_name());
        constexpr std::size_t most_named = 12;
        if (names.empty()) return said_;
        if (names.size() > most_named) return "a command is missing";
        return fmt::format("a command is missing: one of {}", fmt::join(names, ", "));
    }
    std::string unfit() const {
        if (!option_) return said_;
        if (option_->get_items_expected_max() == 0) return name_of_option(*option_) + " takes no value";
        const auto given = option_->results();
        return fmt::format("{}: expected {}, found {}", name_of_option(*option_), taken_text(*option_),
                           quoted_word(given.empty() ? std::string() : given.back()));
    }
    std::string invalid() const {
        const auto colon = said_.find(": ");
        return option_ && colon != std::string::npos && is_of_parser(said_.substr(colon + 2)) ? unfit() : said_;
    }
    std::string too_much() const {
        const auto colon = said_.find(": ");
        const std::string words = colon == std::string::npos ? said_ : said_.substr(colon + 2);
        return fmt::format("{} is more than `{}` takes", quoted_word(words), path_of(&command_));
    }
    std::string pair(const char* verb, const char* plain) const {
        const std::string between_both = fmt::format(" {} ", verb);
        const auto at = said_.find(between_both);
        if (at == std::string::npos) return said_;
        return said_.substr(0, at) + " " + fmt::format(fmt::runtime(plain), said_.substr(at + between_both.size()));
    }

    const CLI::App& command_;
    const CLI::ParseError& problem_;
    const std::string said_;
    const CLI::Option* option_;
};

const CLI::App& command_of(const CLI::App& app, const std::vector<std::string>& words) {
    CommandWalk walk(app);
    for (const auto& word : words) walk.read(word);
    return walk.command();
}

std::string with_help(const CLI::App& command, const std::string& sentence) {
    return fmt::format("{}; see `{} --help`", sentence, path_of(&command));
}

}  // namespace

std::string taken_text(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    if (const auto members = between(type, '{', '}'); !members.empty()) {
        std::string list = members;
        for (auto at = list.find(','); at != std::string::npos; at = list.find(',', at + 2)) list.insert(at + 1, " ");
        return "one of " + list;
    }
    if (type.starts_with("INT") || type.starts_with("UINT")) return whole_number_text(type);
    if (type.starts_with("FLOAT")) return number_text(type);
    if (type == "TEXT") return "a text";
    if (type == "FILE") return "a file";
    if (type == "DIR") return "a folder";
    if (type == "PATH") return "a path";
    return type.empty() ? "a text" : type;
}

std::string usage_error(const CLI::App& app, const std::vector<std::string>& words, const CLI::ParseError& problem) {
    const CLI::App& command = command_of(app, words);
    const std::string unknown = unknown_word(app, words);
    return with_help(command, unknown.empty() ? UsageError(command, problem).str() : unknown);
}

std::string forgotten_value(const CLI::App& app, const std::vector<std::string>& words) {
    CommandWalk walk(app);
    for (const auto& word : words) {
        const CLI::Option* open = walk.open_option();
        const bool is_option = word.size() > 2 && word.starts_with("--") && walk.option(word.substr(0, word.find('=')));
        if (open != nullptr && is_option)
            return with_help(walk.command(), explained(*open, fmt::format("{} needs a value, {}", name_of_option(*open),
                                                                          taken_text(*open))));
        walk.read(word);
    }
    return {};
}

}  // namespace lathe::ctl
