// SPDX-License-Identifier: GPL-3.0-or-later
// The events of a folder's event files, as they are appended.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace lathe::tensorboard {
class Event;
}

namespace lathe::store {

// Reads event files incrementally. A torn last record waits for its rest; a record with a wrong checksum ends that
// file, one of more than 256 MiB is left out, both with a warning. One thread.
class EventStream {
  public:
    // Reads nothing yet; the folder may come later. Of its files those with "tfevents" in their names are read.
    explicit EventStream(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Calls `take` for each event that was appended since the last time, file by file.
    void poll(const std::function<void(const tensorboard::Event&)>& take);
    // What was damaged in all polls so far, a sentence each, with file and place.
    const std::vector<std::string>& warnings() const { return warnings_; }

  private:
    struct File {
        std::uint64_t offset = 0;  // up to the last whole record
        bool ended = false;        // nothing more is read from it
    };
    void read_more(const std::filesystem::path& path, File& file,
                   const std::function<void(const tensorboard::Event&)>& take);

    std::filesystem::path folder_;
    std::map<std::string, File> files_;
    std::vector<std::string> warnings_;
};

}  // namespace lathe::store
