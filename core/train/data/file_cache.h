// What was made of files, kept while the files stay as they were: read once per process, shared by all trials.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace lathe::train {

// Any thread.
template <class T>
class FileCache {
  public:
    using Path = std::filesystem::path;

    // What `make` gives for these files, from memory while none has changed (size, time of last change) and `kind` is
    // the same. Throws what `make` throws.
    std::shared_ptr<const T> get(const std::vector<Path>& files, const std::string& kind,
                                 const std::function<T()>& make) {
        // Held while reading: a second trial that wants the same files waits for the first rather than reading them
        // again.
        const std::lock_guard lock(mutex_);
        std::string key = kind;
        std::vector<Stamp> stamps;
        for (const Path& file : files) {
            key += '\n' + file.string();
            stamps.push_back(stamp_of(file));
        }
        Entry& entry = entries_[key];
        if (!entry.made || entry.stamps != stamps) {
            entry = {};
            entry.made = std::make_shared<const T>(make());
            entry.stamps = std::move(stamps);
        }
        return entry.made;
    }

  private:
    using Stamp = std::pair<std::uintmax_t, std::filesystem::file_time_type>;
    struct Entry {
        std::vector<Stamp> stamps;
        std::shared_ptr<const T> made;
    };

    static Stamp stamp_of(const Path& path) {
        std::error_code ignored;
        return {std::filesystem::file_size(path, ignored), std::filesystem::last_write_time(path, ignored)};
    }

    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
};

}  // namespace lathe::train
