// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/manual.h"

#include <algorithm>
#include <iostream>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace lathe::ctl {

namespace {

// A text in which nothing is read as a request or an escape of roff.
std::string plain(std::string_view text) {
    std::string out;
    bool starts_line = true;
    for (const char c : text) {
        if (starts_line && (c == '.' || c == '\'')) out += "\\&";
        starts_line = c == '\n';
        if (c == '\\') out += "\\e";
        else if (c == '-') out += "\\-";
        else out += c;
    }
    return out;
}

std::string bold(std::string_view text) {
    return "\\fB" + plain(text) + "\\fR";
}

std::string slanted(std::string_view text) {
    return "\\fI" + plain(text) + "\\fR";
}

bool takes_value(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

// "yaml,json" of "TEXT:{yaml,json}", "INT" of "INT:1..".
std::string value_name(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const auto colon = type.find(':');
    const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (colon == std::string::npos ||
        !std::all_of(type.begin(), type.begin() + static_cast<std::ptrdiff_t>(colon), is_letter))
        return type;
    const std::string limits = type.substr(colon + 1);
    return limits.starts_with('{') ? limits.substr(1, limits.rfind('}') - 1) : type.substr(0, colon);
}

std::string names_of(const CLI::Option& option) {
    std::string out;
    for (const auto& name : option.get_snames()) out += (out.empty() ? "" : ", ") + bold("-" + name);
    for (const auto& name : option.get_lnames()) out += (out.empty() ? "" : ", ") + bold("--" + name);
    if (takes_value(option)) out += " " + slanted(value_name(option));
    return out;
}

class Page {
  public:
    explicit Page(const CLI::App& app) : name_(app.get_name()) {
        line(".TH " + upper(name_) + " 1");
        section("NAME");
        line(plain(name_) + " \\- " + plain(app.get_description()));
        section("SYNOPSIS");
        line(bold(name_) + " [" + slanted("OPTIONS") + "] " + slanted("COMMAND") + " [" + slanted("ARGUMENTS") + "]");
        section("OPTIONS");
        add_options(app);
        section("COMMANDS");
        add_commands(app, name_);
        section("EXIT STATUS");
        for (const auto& [code, meaning] :
             {std::pair{"0", "Done."},
              std::pair{"1", "The work itself failed: a trial failed, a check did not hold, a disk is full."},
              std::pair{"2", "Bad input or usage, an output too that cannot be written where it was wanted."},
              std::pair{"129, 130, 143", "Interrupted by SIGHUP, by SIGINT, by SIGTERM."}}) {
            line(".TP");
            line(code);
            line(meaning);
        }
    }

    std::string text() && { return std::move(text_); }

  private:
    static std::string upper(std::string text) {
        for (char& c : text)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        return text;
    }

    void line(const std::string& text) { text_ += text + "\n"; }
    void section(const char* title) { line(std::string(".SH ") + title); }

    // `but`: an option that was told already.
    void add_options(const CLI::App& command, const CLI::Option* but = nullptr) {
        for (const CLI::Option* option : command.get_options()) {
            if (option->get_group().empty() || option == but) continue;  // no group: hidden
            const bool is_argument = option->get_positional();
            line(".TP");
            line(is_argument ? slanted(option->get_name(true)) : names_of(*option));
            std::string about = option->get_description();
            if (const auto fallback = option->get_default_str(); !fallback.empty())
                about += (about.empty() ? "Default " : "; default ") + fallback;
            line(about.empty() ? "\\&" : plain(about) + ".");
        }
    }

    void add_commands(const CLI::App& app, const std::string& path) {
        for (const CLI::App* command : app.get_subcommands({})) {
            if (command->get_group().empty()) continue;  // hidden
            const std::string whole = path + " " + command->get_name();
            if (!command->get_subcommands({}).empty()) {
                add_commands(*command, whole);
                continue;
            }
            std::string usage = bold(whole);
            bool has_options = false;
            for (const CLI::Option* option : command->get_options()) {
                if (!option->get_positional()) has_options = true;
                else if (option->get_required()) usage += " " + slanted(option->get_name(true));
                else usage += " [" + slanted(option->get_name(true)) + "]";
            }
            line(".SS " + usage + (has_options ? " [" + slanted("OPTIONS") + "]" : ""));
            line(plain(command->get_description()) + ".");
            add_options(*command, command->get_help_ptr());
        }
    }

    std::string name_;
    std::string text_;
};

}  // namespace

std::string manual_page(const CLI::App& app) {
    return Page(app).text();
}

void add_manual_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand("manual", "Print the manual page for man(1)");
    command->group("");
    command->callback([&app] { std::cout << manual_page(app); });
}

}  // namespace lathe::ctl
