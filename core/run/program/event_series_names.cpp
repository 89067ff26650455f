// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/event_series_names.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json.h"

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

// What of a folder's path tells it apart from another: logs/validation beside logs/train is "validation".
std::string distinguishing_part(const fs::path& folder, const fs::path& other) {
    auto at = folder.begin();
    for (auto beside = other.begin(); at != folder.end() && beside != other.end() && *at == *beside; ++beside) ++at;
    fs::path rest;
    for (; at != folder.end(); ++at) rest /= *at;
    if (rest.empty()) rest = folder.filename();
    return rest == "." ? "program" : rest.generic_string();
}

}  // namespace

EventSeriesNames::EventSeriesNames(fs::path file) : file_(std::move(file)) {
    if (file_.empty()) return;
    const auto text = read_file(file_);
    const auto json = text ? parse_json(*text) : fail("");
    if (!json || !json->is_object()) return;
    for (const auto& [folder, tags] : json->items())
        if (tags.is_object())
            for (const auto& [tag, name] : tags.items())
                if (name.is_string()) set_name({folder, tag}, name.get<std::string>());
}

const std::string& EventSeriesNames::set_name(const Key& key, std::string name) {
    tags_.try_emplace(name, key.second);
    return names_.insert_or_assign(key, std::move(name)).first->second;
}

const std::string& EventSeriesNames::name(const fs::path& folder, const std::string& tag) {
    const Key key{folder.generic_string(), tag};
    if (const auto known = names_.find(key); known != names_.end()) return known->second;
    is_kept_ = false;
    const auto [owner, is_first] = owners_.try_emplace(tag, key.first);
    if (is_first && is_free(tag, tag)) return set_name(key, tag);
    const std::string& name = set_name(key, name_beside(owner->second, key));
    notes_.push_back(fmt::format("'{}' of {} is called '{}': {}", tag, key.first, name,
                                 is_first ? "another series has that name" : owner->second + " writes one, too"));
    return name;
}

void EventSeriesNames::goes_on(const fs::path& folder, const std::string& tag) {
    owners_.try_emplace(tag, folder.generic_string());
}

// Two folders may go on with one series, but two tags are never one.
bool EventSeriesNames::is_free(const std::string& name, const std::string& tag) const {
    const auto used = tags_.find(name);
    return used == tags_.end() || used->second == tag;
}

std::string EventSeriesNames::name_beside(const std::string& other, const Key& key) const {
    const auto& [folder, tag] = key;
    std::string name = distinguishing_part(folder, other) + "/" + tag;
    if (!is_free(name, tag)) name = folder + "/" + tag;
    while (!is_free(name, tag)) name += "'";
    return name;
}

void EventSeriesNames::keep() {
    if (is_kept_ || file_.empty()) return;
    Json all = Json::object();
    for (const auto& [key, name] : names_) all[key.first][key.second] = name;
    // Short programs are many, and none waits for the disk: a torn file only counts as empty.
    std::error_code code;
    fs::remove(file_, code);
    if (auto file = AppendFile::open(file_, 0)) static_cast<void>(file->append(dump_json(all) + "\n"));
    is_kept_ = true;
}

}  // namespace lathe::run
