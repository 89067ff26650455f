// SPDX-License-Identifier: GPL-3.0-or-later
// What was made of files, kept while the files stay as they were: read once per process, shared by all trials.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace lathe::train {

// Size and time of last change of a file.
using FileStamp = std::pair<std::uintmax_t, std::filesystem::file_time_type>;
// The size and the time of last change of a file; of one that cannot be looked at the largest size and the earliest
// time.
inline FileStamp stamp_of(const std::filesystem::path& path) {
    std::error_code ignored;
    return {std::filesystem::file_size(path, ignored), std::filesystem::last_write_time(path, ignored)};
}

// A text that changes when `kind` or one of the files does.
inline std::string state_of_files(const std::vector<std::filesystem::path>& files, const std::string& kind) {
    std::string state = kind;
    for (const auto& file : files) {
        const auto [size, changed] = stamp_of(file);
        state += '\n' + file.string() + '\n' + std::to_string(size) + ' ' +
                 std::to_string(changed.time_since_epoch().count());
    }
    return state;
}

// Keeps one value for each set of files and `kind`. Any thread.
template <class T>
class FileCache {
  public:
    // A path of a file.
    using Path = std::filesystem::path;

    // What `make` gives for these files, from memory while none has changed (size, time of last change) and `kind` is
    // the same. Throws what `make` throws. While another thread makes the same, this one waits for it, unless `stop` is
    // requested: nullptr then.
    std::shared_ptr<const T> get(const std::vector<Path>& files, const std::string& kind,
                                 const std::function<T()>& make, const std::stop_token& stop = {}) {
        std::string key = kind;
        std::vector<FileStamp> stamps;
        for (const Path& file : files) {
            key += '\n' + file.string();
            stamps.push_back(stamp_of(file));
        }
        std::unique_lock lock(mutex_);
        Entry& entry = entries_[key];  // its address stays
        if (!made_.wait(lock, stop, [&entry] { return !entry.being_made; })) return nullptr;
        if (entry.made && entry.stamps == stamps) return entry.made;
        entry.made = nullptr;  // before the new one is made: two may not fit into memory
        entry.being_made = true;
        lock.unlock();
        std::shared_ptr<const T> made;
        try {
            made = std::make_shared<const T>(make());
        } catch (...) {
            finish(entry, nullptr, {});
            throw;
        }
        finish(entry, made, std::move(stamps));
        return made;
    }

  private:
    struct Entry {
        std::vector<FileStamp> stamps;
        std::shared_ptr<const T> made;
        bool being_made = false;
    };

    void finish(Entry& entry, std::shared_ptr<const T> made, std::vector<FileStamp> stamps) {
        {
            const std::lock_guard lock(mutex_);
            entry.made = std::move(made);
            entry.stamps = std::move(stamps);
            entry.being_made = false;
        }
        made_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable_any made_;
    std::map<std::string, Entry> entries_;
};

}  // namespace lathe::train
