// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export/mlflow_names.h"

#include <algorithm>

#include "core/base/text.h"

namespace lathe::store {

namespace {

constexpr std::size_t longest_part = 200;  // bytes; file systems take 255

bool is_allowed(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || static_cast<unsigned char>(c) >= 0x80 || c == '_' || c == '-' || c == '.' || c == ' ' || c == '/';
}

// Parts between slashes that a path does not keep as they are.
bool is_lost_in_a_path(const std::string& part) {
    return part.empty() || part == "." || part == ".." || part.size() > longest_part;
}

std::string allowed_name(std::string name) {
    for (char& c : name)
        if (!is_allowed(c)) c = '_';
    std::string out;
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto slash = std::min(name.find('/', begin), name.size());
        std::string part = name.substr(begin, slash - begin);
        if (is_lost_in_a_path(part)) part = "_" + shortened(part, longest_part);
        out += (begin == 0 ? "" : "/") + part;
        begin = slash + 1;
    }
    return out;
}

void each_folder(const std::string& file, const auto& take) {
    for (auto slash = file.find('/'); slash != std::string::npos; slash = file.find('/', slash + 1))
        take(file.substr(0, slash));
}

}  // namespace

bool MlflowNames::is_free(const std::string& file) const {
    if (files_.contains(file) || folders_.contains(file)) return false;
    bool free = true;
    each_folder(file, [&](const std::string& folder) { free &= !files_.contains(folder); });
    return free;
}

std::string MlflowNames::file_of(const std::string& name) {
    const auto before = known_.find(name);
    if (before != known_.end()) return before->second;
    std::string file = allowed_name(name);
    if (!is_free(file) && !files_.contains(file) && !folders_.contains(file)) std::ranges::replace(file, '/', '_');
    while (!is_free(file)) file += '_';
    files_.insert(file);
    each_folder(file, [&](const std::string& folder) { folders_.insert(folder); });
    known_[name] = file;
    return file;
}

}  // namespace lathe::store
