// SPDX-License-Identifier: GPL-3.0-or-later
// What changed in a set of named things since somebody last asked: each change has a number, and a client says up to
// which number it knows all.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace lathe::remote {

// One thread at a time.
class ChangeList {
  public:
    // What has changed since a change.
    struct Changes {
        std::vector<std::pair<std::string, std::string>> changed;  // new, or with another mark: name and mark
        std::vector<std::string> gone;
        std::uint64_t upto = 0;  // ask again from here
        bool more = false;       // there are more than were given
    };

    // The things as they are now: name -> mark.
    void update(const std::map<std::string, std::string>& now);
    // What has changed after change number `since` (0: all), at most `most` names, the oldest changes first.
    Changes since(std::uint64_t since, std::size_t most) const;

  private:
    struct Entry {
        std::string mark;
        std::uint64_t number = 0;
        bool is_gone = false;
    };
    void set(const std::string& name, Entry entry);

    std::map<std::string, Entry> entries_;
    std::map<std::uint64_t, std::string> by_number_;
    std::uint64_t last_ = 0;
};

}  // namespace lathe::remote
