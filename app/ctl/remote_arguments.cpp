// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/remote_arguments.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "app/ctl/command_output.h"
#include "core/base/files.h"
#include "core/bundle/bundle.h"
#include "core/remote/remote_commands.h"

namespace lathe::ctl {

namespace {

using Words = std::vector<std::string>;

// That take an experiment.
constexpr std::array<std::string_view, 7> with_experiment{"run", "tune", "resume", "queue", "export", "trust", "find"};

bool is_experiment_file(const std::string& word) {
    if (word.starts_with('-') || word.find('=') != std::string::npos) return false;
    const fs::path path = word;
    const bool is_named_so = bundle::is_bundle_name(path) || path.extension() == ".yaml" || path.extension() == ".yml";
    std::error_code code;
    return is_named_so && fs::is_regular_file(path, code);
}

// The value of an option at words[i]: "--on X", which takes both words out, or "--on=X".
std::optional<std::string> take_option(Words& words, std::size_t i, std::string_view name) {
    const auto at = words.begin() + static_cast<std::ptrdiff_t>(i);
    if (words[i] == name && i + 1 < words.size()) {
        std::string value = words[i + 1];
        words.erase(at, at + 2);
        return value;
    }
    if (!words[i].starts_with(name) || words[i].size() <= name.size() || words[i][name.size()] != '=')
        return std::nullopt;
    std::string value = words[i].substr(name.size() + 1);
    words.erase(at);
    return value;
}

bool take_flag(Words& words, std::string_view name) {
    if (words.empty() || words.front() != name) return false;
    words.erase(words.begin());
    return true;
}

// Everywhere in the command line, as other workspaces are named.
std::string take_remote_workspace(Words& words) {
    constexpr std::string_view name = "--workspace";
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_next = words[i] == name && i + 1 < words.size() && remote::is_address(words[i + 1]);
        const bool is_this = words[i].starts_with("--workspace=ssh:");
        if (!is_next && !is_this) continue;
        if (auto value = take_option(words, i, name); value && remote::is_address(*value)) return *value;
    }
    return {};
}

fs::path take_output(Words& words) {
    for (std::size_t i = 1; i < words.size(); ++i)
        for (const char* name : {"--output", "-o"})
            if (auto value = take_option(words, i, name)) {
                if (!is_standard_output(*value)) return *value;
                // What it prints there is printed here.
                words.insert(words.begin() + static_cast<std::ptrdiff_t>(i), {name, "-"});
                return {};
            }
    return {};
}

// What stands before the command.
struct Before {
    std::string on;
    std::string workspace;
    bool with_data = false;
    bool detach = false;
};

Before take_before(Words& words) {
    Before before;
    while (!words.empty() && words.front().starts_with('-')) {
        if (auto on = take_option(words, 0, "--on")) before.on = std::move(*on);
        else if (auto workspace = take_option(words, 0, "--workspace")) before.workspace = std::move(*workspace);
        else if (take_flag(words, "--with-data")) before.with_data = true;
        else if (take_flag(words, "--detach")) before.detach = true;
        else break;
    }
    return before;
}

}  // namespace

Result<std::optional<RemoteArguments>> RemoteArguments::parse(const Words& command_line) {
    if (!command_line.empty() && command_line.front() == "complete") return std::optional<RemoteArguments>();
    Words words = command_line;
    const std::string url = take_remote_workspace(words);
    const Before before = take_before(words);
    if (url.empty() && before.on.empty()) {
        if (!before.with_data && !before.detach) return std::optional<RemoteArguments>();
        return fail("--with-data and --detach are for commands on another machine", "name it: --on HOST");
    }
    if (!url.empty() && !before.on.empty())
        return fail("--on and a --workspace on another machine name two machines", "leave one of them out");
    if (!url.empty() && !before.workspace.empty()) return fail("two workspaces are named", "leave one of them out");
    auto address = remote::parse_address(url.empty() ? before.on : url);
    if (!address) return fail(address.error());
    if (!before.workspace.empty()) address->workspace = before.workspace;
    RemoteArguments remote{std::move(*address), before.with_data, before.detach, {}, {}, {}};
    remote.output = take_output(words);
    if (remote.detach && !remote.output.empty())
        return fail("--detach does not wait for the file of --output", "leave one of them out");
    if (!remote.output.empty() && !remote.output.has_filename())
        return fail("--output names a folder", "name the file to write");
    if (const auto may = remote::check_remote_command(words); !may) return fail(may.error());
    remote.arguments = std::move(words);
    const auto& all = remote.arguments;
    if (std::ranges::find(with_experiment, all.front()) != with_experiment.end())
        if (const auto found = std::find_if(all.begin() + 1, all.end(), is_experiment_file); found != all.end())
            remote.experiment = static_cast<std::size_t>(found - all.begin());
    if (remote.with_data && !remote.experiment)
        return fail("--with-data is for an experiment's file that is sent, and none is",
                    "leave it out, or name a file of this machine");
    return std::optional(std::move(remote));
}

}  // namespace lathe::ctl
