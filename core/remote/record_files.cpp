// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/record_files.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace lathe::remote {

namespace {

constexpr std::size_t longest_name = 255;   // of a file system
constexpr std::size_t longest_path = 1024;  // of all together
constexpr std::size_t most_folders = 16;

constexpr std::array<std::string_view, 3> of_a_study{"experiment.yaml", "notes.json", "marks.json"};
constexpr std::array<std::string_view, 4> of_a_trial{"trial.json", "params.json", "config.yaml", "hparams.yaml"};
constexpr std::array<std::string_view, 2> whole_folders{"source", "provenance"};

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_name && name != "." && name != ".." &&
           std::ranges::none_of(name, [](char c) { return c == '/' || static_cast<unsigned char>(c) < 0x20; });
}

bool is_plain_path(std::string_view path) {
    if (path.size() > longest_path) return false;
    for (std::size_t depth = 0; depth < most_folders; ++depth) {
        const auto slash = path.find('/');
        if (!is_plain_name(path.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
    return false;
}

// "trials/0007/REST": REST; "" for other names.
std::string_view within_trial(std::string_view name) {
    constexpr std::string_view trials = "trials/";
    if (!name.starts_with(trials)) return {};
    name.remove_prefix(trials.size());
    const auto slash = name.find('/');
    if (slash == std::string_view::npos || slash < 4 || slash > 9) return {};
    return std::ranges::all_of(name.substr(0, slash), is_digit) ? name.substr(slash + 1) : std::string_view();
}

}  // namespace

bool is_study_name(std::string_view name) {
    return is_plain_name(name) && name.front() != '.';
}

std::optional<RecordFile> record_file(std::string_view name) {
    if (!is_plain_path(name)) return std::nullopt;
    if (name == "study.jsonl" || is_log(name)) return RecordFile::appended;
    if (std::ranges::find(of_a_study, name) != of_a_study.end()) return RecordFile::replaced;
    if (std::ranges::find(of_a_trial, within_trial(name)) != of_a_trial.end()) return RecordFile::replaced;
    for (const std::string_view folder : whole_folders)
        if (name.size() > folder.size() && name.starts_with(folder) && name[folder.size()] == '/')
            return RecordFile::replaced;
    return std::nullopt;
}

bool is_log(std::string_view name) {
    return within_trial(name) == "log.txt";
}

}  // namespace lathe::remote
