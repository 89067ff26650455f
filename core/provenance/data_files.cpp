// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/data_files.h"

#include <sys/stat.h>
#include <algorithm>
#include <cerrno>
#include <deque>
#include <set>
#include <system_error>
#include <utility>

#include "core/base/system_error.h"
#include "core/provenance/checksum_cache.h"

namespace lathe::provenance {

namespace {

class FileWalk {
  public:
    FileWalk(DataFiles& found, std::int64_t most_files, const std::stop_token& stop)
        : found_(found), most_files_(most_files), stop_(stop) {}

    // Whether it went through.
    bool walk() {
        // Folders first, links to folders when those are done: so the names do not depend on where links stand.
        linked_.emplace_back();
        for (; !linked_.empty(); linked_.pop_front()) {
            folders_.push_back(linked_.front());
            while (!folders_.empty()) {
                if (stop_.stop_requested()) return false;
                const std::string folder = std::move(folders_.front());
                folders_.pop_front();
                read_folder(folder);
            }
        }
        std::ranges::sort(found_.files, {}, &DataFile::path);
        return true;
    }

  private:
    void read_folder(const std::string& folder) {
        const fs::path place = folder.empty() ? found_.folder : found_.folder / folder;
        struct stat info {};
        if (::stat(place.c_str(), &info) != 0) return cannot_look_at(folder.empty() ? "." : folder);
        if (!visited_.emplace(info.st_dev, info.st_ino).second) {
            ++found_.passed_over;
            return;
        }
        std::error_code code;
        std::vector<std::string> names;
        for (fs::directory_iterator entry(place, code), end; !code && entry != end; entry.increment(code))
            names.push_back(entry->path().filename().string());
        if (code) found_.unread.push_back(folder.empty() ? "." : folder);
        std::ranges::sort(names);
        for (const auto& name : names) take(folder.empty() ? name : folder + "/" + name);
    }

    void take(std::string path) {
        const fs::path place = found_.folder / path;
        struct stat info {};
        if (::lstat(place.c_str(), &info) != 0) return cannot_look_at(std::move(path));
        const bool is_link = S_ISLNK(info.st_mode);
        if (is_link && ::stat(place.c_str(), &info) != 0) return cannot_look_at(std::move(path));
        if (S_ISDIR(info.st_mode)) {
            (is_link ? linked_ : folders_).push_back(std::move(path));
        } else if (S_ISREG(info.st_mode)) {
            if (std::cmp_less(found_.files.size(), most_files_))
                found_.files.push_back({std::move(path), static_cast<std::uint64_t>(info.st_size)});
            else ++found_.left_out;
        } else {
            ++found_.passed_over;
        }
    }

    // By errno. A link that leads nowhere and a file that has gone meanwhile are no data; a folder in which nobody may
    // look hides some.
    void cannot_look_at(std::string path) {
        if (errno == ENOENT || errno == ELOOP || errno == ENOTDIR) ++found_.passed_over;
        else found_.unread.push_back(std::move(path));
    }

    DataFiles& found_;
    std::int64_t most_files_;
    const std::stop_token& stop_;
    std::deque<std::string> folders_;
    std::deque<std::string> linked_;
    std::set<std::pair<dev_t, ino_t>> visited_;
};

}  // namespace

Result<DataFiles> list_data_files(const fs::path& given, std::int64_t most_files, const std::stop_token& stop) {
    std::error_code code;
    fs::path path = fs::absolute(given, code).lexically_normal();
    if (!path.has_filename() && path.has_relative_path()) path = path.parent_path();
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return fail(system_error("the data cannot be read", path, errno));
    DataFiles found;
    if (!S_ISDIR(info.st_mode)) {
        found.folder = path.parent_path();
        if (S_ISREG(info.st_mode))
            found.files.push_back({path.filename().string(), static_cast<std::uint64_t>(info.st_size)});
        return found;
    }
    found.folder = path;
    if (FileWalk(found, most_files, stop).walk()) return found;
    Error error{"the checksums were cancelled"};
    error.kind = cancelled;
    return fail(std::move(error));
}

}  // namespace lathe::provenance
